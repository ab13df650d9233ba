// A poll's result: a table with bars drawn in it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { number, percent } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { isDeclining } from "../model/ballot.js"
import { isWritten, quorate, rows } from "../model/polls.js"
import { endsText, optionView } from "./option.js"
import { pairsView, ratingText } from "./preferences.js"
import { saidView } from "./said.js"

export function resultsView(poll, whose) {
  const said = isWritten(poll)
  return html`${said ? saidView(poll, whose) : nothing}
    ${said && !poll.options.length ? nothing : tableView(poll, said)}
    <p class="soft num">
      ${poll.kind === "pulse" ? _("A quick pulse: indicative, not a vote.") : nothing}
      ${ratingText(poll)} ${poll.ends.some(Boolean) ? html`<bdi>${endsText(poll)}</bdi>.` : nothing}
      ${turnoutText(poll)} ${declinedText(poll)} ${quorumText(poll)} ${poll.kind === "text" ? nothing : _("Percentages are of those who voted.")}
      ${poll.before ? _("Before: {voters} of {eligible} voted.", poll.before) : nothing}
    </p>
    ${pairsView(poll)}`
}

// Of what was written the options are those who declined.
function tableView(poll, said) {
  return html`<table class="results">
      <caption class=${said ? "unseen" : nothing}>
        <bdi>${poll.question}</bdi>
        ${poll.also ? html`<bdi class="results__also soft">${poll.also}</bdi>` : nothing}
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
    </table>`
}

export function rowView(row) {
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

export function quorumText(poll) {
  const reached = quorate(poll)
  if (reached === null) return nothing
  const share = percent(poll.quorum, 100)
  return reached
    ? _("The quorum of {share} is reached.", { share })
    : _("The quorum of {share} is not reached.", { share })
}

// Who declines has voted, and said nothing to the question.
export function declinedText({ options, tally: { counts } }) {
  const n = options.filter(isDeclining).reduce((sum, { id }) => sum + (counts[id] ?? 0), 0)
  return n
    ? ngettext("{n} of them declined to answer.", "{n} of them declined to answer.", n)
    : nothing
}

export function turnoutText({ kind, per, tally: { voters, eligible } }) {
  if (per === "organisation")
    return _("{voters} of {eligible} organisations voted.", { voters, eligible })
  return kind === "multiple"
    ? _("{voters} of {eligible} voted. Several choices were possible.", { voters, eligible })
    : _("{voters} of {eligible} voted.", { voters, eligible })
}
