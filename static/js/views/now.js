// Now: the agenda item, who has the floor, and for how long.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { clockView, limitBar } from "./clock.js"
import { affiliationView } from "./person.js"
import { behalfText, interruptedText, orderText, speakerName } from "./speaker.js"

export function nowView({ session, item, floor, interrupted, mine, halted, now }) {
  return html`<section class="sheet now" aria-label=${_("Now")}>
    ${item ? html`<h2 class="label">${itemView(item)}</h2>` : nothing}
    ${mine ? html`<p>${_("You have the floor.")}</p>` : nothing}
    ${floor && !mine ? speakerView(session, floor, now) : nothing}
    ${floor ? nothing : html`<p>${_("Nobody has the floor.")}</p>`}
    ${interrupted && !halted ? html`<p>${interruptedText(interrupted)}</p>` : nothing}
  </section>`
}

export function itemView(item) {
  return _("Item {number}: {title}", { number: item.number, title: html`<bdi>${item.title}</bdi>` })
}

function speakerView(session, floor, now) {
  return html`<div class="now__row">
      <div>
        <p class="now__name">${speakerName(floor)}</p>
        <p class="soft">${affiliationView(floor.person, session)}</p>
        ${lineView(behalfText(floor))} ${lineView(orderText(floor))}
      </div>
      ${clockView(floor, now)}
    </div>
    ${limitBar(floor, now)}
    ${floor.paused ? html`<p class="soft">${_("The clock is paused.")}</p>` : nothing}`
}

function lineView(text) {
  return text ? html`<p class="soft">${text}</p>` : nothing
}
