// A tally by group and by region, and, of a named poll, by person.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { number, percent } from "../format.js"
import { _ } from "../i18n.js"
import { regionName } from "../model/places.js"
import { optionView } from "./option.js"
import { groupsText } from "./turnout.js"

export function breakdownsView(poll, { session }) {
  const { groups, regions } = poll.tally
  return html`${breakdownView(_("By group"), poll, groups, row => groupsText(row.ids, session))}
  ${breakdownView(_("By region"), poll, regions, row => groupsText(row.ids, session, regionName))}`
}

function breakdownView(title, poll, rows, nameOf) {
  if (!rows.length) return nothing
  return html`<details>
    <summary>${title}</summary>
    ${rows.map(row => (row.counts === null ? hiddenView(row, nameOf) : rowView(poll, row, nameOf)))}
  </details>`
}

function hiddenView(row, nameOf) {
  return html`<div class="breakdown">
    <p class="breakdown__who">${nameOf(row)}</p>
    <p class="soft num">
      ${votedText(row)} ${_("Not shown: fewer than 5, or it would tell how somebody voted, alone or beside an earlier result.")}
    </p>
  </div>`
}

function rowView(poll, row, nameOf) {
  return html`<table class="breakdown">
    <caption>
      <span class="breakdown__who">${nameOf(row)}</span>
      <span class="soft num">${votedText(row)}</span>
    </caption>
    <tbody>
      ${poll.options.map(option => countView(option, row))}
    </tbody>
  </table>`
}

function votedText({ voters, eligible }) {
  return _("{voters} of {eligible} voted.", { voters, eligible })
}

function countView(option, { counts, voters }) {
  const count = counts[option.id] ?? 0
  return html`<tr>
    <th scope="row">
      ${optionView(option)}
      <progress
        class="bar bar--thin"
        aria-hidden="true"
        max=${Math.max(1, voters)}
        value=${count}
      ></progress>
    </th>
    <td class="num">${percent(count, voters)}</td>
    <td class="num soft">${number(count)}</td>
  </tr>`
}

export function namedBallotsView({ tally, options }) {
  if (!tally.ballots?.length) return nothing
  const known = new Map(options.map(option => [option.id, option]))
  return html`<details>
    <summary>${_("Who voted what")}</summary>
    <ul class="ballots">
      ${tally.ballots.map(
        ({ person, choice }) =>
          html`<li>
            <b><bdi>${person.name}</bdi></b>
            ${person.organisation ? html`<bdi class="soft">${person.organisation}</bdi>` : nothing}
            <span
              >${choice.map((id, place) => html`${place ? " · " : nothing}${optionView(known.get(id))}`)}</span
            >
          </li>`,
      )}
    </ul>
  </details>`
}
