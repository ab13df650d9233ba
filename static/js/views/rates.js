// Beside a result: how many of each group it speaks for.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { groupName } from "../model/places.js"
import { groupsText } from "./turnout.js"

export function ratesView(poll, session) {
  const rows = rates(poll)
  if (!rows.length) return nothing
  return html`<details>
    <summary>${_("How many of each group voted")}</summary>
    <ul class="rates soft num">
      ${rows.map(
        row =>
          html`<li>
            ${_("{group}: {voters} of {eligible}", { group: groupsText(row.ids, session), ...row })}
          </li>`,
      )}
    </ul>
  </details>`
}

// In one line: “Government 3/11 · Academia 8/9”
export function ratesText(poll, session) {
  return rates(poll)
    .map(({ ids, voters, eligible }) => {
      const names = ids.map(id => groupName(session, id) || _("Not given"))
      return `${names.join(" + ")} ${voters}/${eligible}`
    })
    .join(" · ")
}

// Nothing where there is one row, or nobody has said of which group they are.
function rates({ tally: { groups } }) {
  const rows = groups.filter(row => row.ids.some(Boolean))
  return rows.length > 1 ? rows : []
}
