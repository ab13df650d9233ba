// An option in words: those that are the same in every poll are in the reader's language.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"

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
export function endsText({ ends, options }) {
  const numbers = ["1", String(options.filter(option => !option.standard).length)]
  const meant = numbers.map((number, end) => ends[end] && `${number} = ${ends[end]}`)
  return meant.filter(Boolean).join(" · ")
}
