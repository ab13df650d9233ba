// Beside a result: how many of each group it speaks for.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { groupsText } from "./turnout.js"

export function ratesView({ tally: { groups } }, session) {
  const rows = groups.filter(row => row.ids.some(Boolean))
  if (rows.length < 2) return nothing
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
