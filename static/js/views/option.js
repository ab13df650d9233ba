// An option in words: those that are the same in every poll are in the reader's language.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"

export function optionText({ standard, text }) {
  const texts = {
    yes: _("Yes"),
    no: _("No"),
    agree: _("Agree"),
    unsure: _("Not sure"),
    disagree: _("Disagree"),
    abstain: _("Abstain"),
    no_position: _("No position"),
    not_my_mandate: _("Not my mandate"),
  }
  return texts[standard] ?? text
}

export function optionView(option) {
  return html`<bdi>${optionText(option)}</bdi>${option.also ? html` <bdi class="soft">${option.also}</bdi>` : nothing}`
}

// What the lowest and the highest number of a rating mean: “1 = Not at all · 5 = Very much”
// where nothing is said of them, which is the lowest.
export function endsText({ ends, options }) {
  const highest = options.filter(option => !option.standard).length
  const meant = ["1", String(highest)].map((number, end) => ends[end] && `${number} = ${ends[end]}`)
  if (!ends.some(Boolean)) return _("1 is the lowest, {n} the highest.", { n: highest })
  return meant.filter(Boolean).map(isolated).join(" · ")
}
