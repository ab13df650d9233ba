// A speaker's clock and the bar of their limit.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration } from "../format.js"
import { _ } from "../i18n.js"
import { pressure, spokenMs } from "../model/floor.js"

export function clockView(floor, now) {
  return html`<p class="clock num clock--${pressure(spokenMs(floor, now), floor.limit_ms)}">
    <span class="unseen">${_("Speaking time")}</span> ${duration(spokenMs(floor, now))}
  </p>`
}

export function limitBar(floor, now) {
  if (floor.limit_ms === null) return nothing
  const spoken = spokenMs(floor, now)
  const near = pressure(spoken, floor.limit_ms)
  return html`<progress
    class="bar bar--${near}"
    aria-label=${_("Speaking time of {limit}", { limit: duration(floor.limit_ms) })}
    max=${floor.limit_ms}
    value=${Math.min(spoken, floor.limit_ms)}
  ></progress>`
}

// What the bar means, in words: how much is left, or how much too long it is.
export function limitText(floor, now) {
  if (floor.paused) return _("The clock is paused.")
  if (floor.limit_ms === null) return ""
  const left = floor.limit_ms - spokenMs(floor, now)
  const time = duration(Math.abs(left) + (left > 0 ? 999 : 0))
  return left > 0 ? _("{time} left", { time }) : _("{time} over the limit", { time })
}
