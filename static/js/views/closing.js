// How long one can still vote.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration } from "../format.js"
import { _ } from "../i18n.js"
import { leftMs } from "../model/polls.js"

export function closingView(poll, now) {
  const left = leftMs(poll, now)
  if (left === null) return nothing
  return html`<p class="num is-wait">
    ${left > 0 ? _("Voting closes in {time}.", { time: duration(left + 999) }) : _("Voting is closing…")}
  </p>`
}
