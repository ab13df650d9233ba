// What was corrected in a poll after the voting had begun, and why.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"

export function correctionsView({ corrections }, { time_zone }) {
  if (!corrections.length) return nothing
  return corrections.map(
    ({ at, reason }) =>
      html`<p class="soft num">
        ${_("Wording corrected at {time}: {reason}", {
          time: timeOfDay(at, time_zone),
          reason: html`<bdi>${reason}</bdi>`,
        })}
      </p>`,
  )
}
