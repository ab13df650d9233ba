// A poll's result: a table with bars drawn in it.

import { html } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { number, percent } from "../format.js"
import { _ } from "../i18n.js"
import { rows } from "../model/polls.js"

export function resultsView(poll) {
  return html`<table class="results">
      <caption>
        <bdi>${poll.question}</bdi>
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">${_("Option")}</th>
          <th scope="col">${_("Share")}</th>
          <th scope="col">${_("Votes")}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(rows(poll), row => row.id, rowView)}
      </tbody>
    </table>
    <p class="soft num">${turnoutText(poll)}</p>`
}

function rowView(row) {
  return html`<tr>
    <th scope="row">
      <bdi>${row.text}</bdi>
      <progress class="bar" aria-hidden="true" max="1" value=${row.share}></progress>
    </th>
    <td class="num">${percent(row.share, 1)}</td>
    <td class="num soft">${number(row.count)}</td>
  </tr>`
}

function turnoutText({ kind, tally: { voters, eligible } }) {
  return kind === "multiple"
    ? _("{voters} of {eligible} voted. Several choices were possible.", { voters, eligible })
    : _("{voters} of {eligible} voted.", { voters, eligible })
}
