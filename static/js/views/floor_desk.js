// The floor as the moderator sees it: who speaks, and the clock.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration } from "../format.js"
import { _ } from "../i18n.js"
import { sending } from "../model/desk.js"
import { clockView, limitBar, limitText } from "./clock.js"
import { interruptButton, mainButton, speakerButtons } from "./floor_acts.js"
import { affiliationView, matterView, nameView } from "./person.js"
import { refusedView } from "./refused.js"
import { statementView } from "./queue_row.js"
import { capacityText, languageText, sourceText } from "./request.js"

const LONG_NAME = 28

export function floorDeskView(model, actions) {
  return html`<section class="sheet floor-desk" aria-label=${_("The floor")}>
    ${model.floor ? speakerView(model, actions) : freeView()}
    <div class="floor-desk__acts row">
      ${mainButton(model, actions)} ${model.floor ? speakerButtons(model, actions) : nothing}
    </div>
    <div class="floor-desk__foot row">
      <p class="floor-desk__said soft grow">${saidView(model)}</p>
      ${model.floor ? interruptButton(model, actions) : nothing}
    </div>
    ${refusedView(model, "floor", actions)}
  </section>`
}

function freeView() {
  return html`<p class="floor-desk__name floor-desk__free">${_("Nobody has the floor")}</p>`
}

function speakerView({ floor, session, now }, actions) {
  const { person } = floor
  const long = person.name.length > LONG_NAME
  return html`<div class="floor-desk__row">
      <div>
        <h2 class="floor-desk__name ${long ? "floor-desk__name--long" : ""}">
          ${nameView(person)}
        </h2>
        <p class="soft floor-desk__more" title=${person.organisation}>
          ${person.name ? whoView(floor, session) : nothing}
          ${!person.name || floor.guest ? whoButton(floor.turn, actions) : nothing}
        </p>
        <p class="soft floor-desk__more" title=${floor.about}>${matterView(floor)}</p>
        ${statementView(floor)}
      </div>
      ${clockView(floor, now)}
    </div>
    ${limitBar(floor, now)}
    <div class="floor-desk__limit row">
      <p class="num grow">${limitText(floor, now)}</p>
      ${limitButton(session, floor, actions)}
    </div>`
}

function whoView(floor, session) {
  const parts = [
    affiliationView(floor.person, session),
    floor.firstTime && _("first time"),
    floor.source && sourceText(floor.source),
    capacityText(floor),
    languageText(floor),
  ].filter(part => part && part !== nothing)
  return parts.map((part, place) => (place ? html` · ${part}` : part))
}

function whoButton(turn, actions) {
  return html`<button type="button" @click=${() => actions.identify(turn)}>
    ${_("Who is it?")}
  </button>`
}

function limitButton({ status }, { request }, actions) {
  return html`<button
    type="button"
    class="quiet"
    aria-disabled=${status !== "open"}
    @click=${() => status === "open" && actions.editLimit(request)}
  >
    ${_("Speaking time…")}
  </button>`
}

// Under the buttons: who is next, or why there is no next now.
function saidView(model) {
  const { session, queue, settling, connected, interrupted } = model
  if (session.status !== "open") return nothing
  if (sending(model, "floor.grant"))
    return connected ? _("Sending…") : _("Not sent yet. It will go as soon as you are connected.")
  if (interrupted) return interruptedText(interrupted)
  if (!queue.length) return _("Nobody is waiting to speak.")
  const name = html`<b>${nameView(queue[0].person)}</b>`
  return settling
    ? html`<span class="is-wait">${_("This has just changed. Now next: {name}", { name })}</span>`
    : _("Next: {name}", { name })
}

function interruptedText({ person, spoken_ms, limit_ms }) {
  const name = html`<b>${nameView(person)}</b>`
  if (limit_ms === null)
    return _("{name} was interrupted, and goes on at {time}.", { name, time: duration(spoken_ms) })
  const left = limit_ms - spoken_ms
  const time = duration(Math.abs(left))
  return left >= 0
    ? _("{name} was interrupted, and goes on with {time} left.", { name, time })
    : _("{name} was interrupted, and goes on {time} over the limit.", { name, time })
}
