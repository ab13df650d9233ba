// A poll's result: a table with bars drawn in it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { number, percent } from "../format.js"
import { _ } from "../i18n.js"
import { quorate, rows } from "../model/polls.js"
import { endsText, optionView } from "./option.js"
import { pairsView, ratingText } from "./preferences.js"

export function resultsView(poll) {
  return html`<table class="results">
      <caption>
        <bdi>${poll.question}</bdi>
      </caption>
      <thead class=${poll.tally.points || poll.before ? nothing : "unseen"}>
        <tr>
          <th scope="col">${_("Option")}</th>
          <th scope="col">${_("Share")}</th>
          <th scope="col">${poll.tally.points ? _("Firsts") : _("Votes")}</th>
          ${poll.tally.points ? html`<th scope="col">${_("Points")}</th>` : nothing}
          ${poll.before ? html`<th scope="col">${_("Before")}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${repeat(rows(poll), row => row.id, rowView)}
      </tbody>
    </table>
    <p class="soft num">
      ${ratingText(poll)} ${poll.ends.some(Boolean) ? html`<bdi>${endsText(poll)}</bdi>.` : nothing}
      ${turnoutText(poll)} ${quorumText(poll)} ${_("Percentages are of those who voted.")}
      ${poll.before ? _("Before: {voters} of {eligible} voted.", poll.before) : nothing}
    </p>
    ${pairsView(poll)}`
}

function rowView(row) {
  return html`<tr>
    <th scope="row">
      ${optionView(row.option)}
      <progress class="bar" aria-hidden="true" max="1" value=${row.share}></progress>
    </th>
    <td class="num">${percent(row.share, 1)}</td>
    <td class="num soft">${number(row.count)}</td>
    ${row.points === null ? nothing : html`<td class="num soft">${number(row.points)}</td>`}
    ${row.earlier === null ? nothing : html`<td class="num soft">${percent(row.earlier, 1)}</td>`}
  </tr>`
}

function quorumText(poll) {
  const reached = quorate(poll)
  if (reached === null) return nothing
  const share = percent(poll.quorum, 100)
  return reached
    ? _("The quorum of {share} is reached.", { share })
    : _("The quorum of {share} is not reached.", { share })
}

export function turnoutText({ kind, tally: { voters, eligible } }) {
  return kind === "multiple"
    ? _("{voters} of {eligible} voted. Several choices were possible.", { voters, eligible })
    : _("{voters} of {eligible} voted.", { voters, eligible })
}
