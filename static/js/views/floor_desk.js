// The floor as the moderator sees it: who speaks, the clock, and the four things to do about it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { sending } from "../model/desk.js"
import { clockView, limitBar, limitText } from "./clock.js"
import { keyCap } from "./key_cap.js"
import { affiliationView, matterView } from "./person.js"
import { refusedView } from "./refused.js"

const LONG_NAME = 28

export function floorDeskView(model, actions) {
  return html`<section class="sheet floor-desk" aria-label=${_("The floor")}>
    ${model.floor ? speakerView(model) : freeView()}
    <div class="floor-desk__acts row">
      ${nextButton(model, actions)} ${model.floor ? speakerButtons(model, actions) : nothing}
    </div>
    <p class="floor-desk__said soft">${saidView(model)}</p>
    ${refusedView(model, "floor", actions)}
  </section>`
}

function freeView() {
  return html`<p class="floor-desk__name floor-desk__free">${_("Nobody has the floor")}</p>`
}

function speakerView({ floor, session, now }) {
  const { name } = floor.person
  return html`<div class="floor-desk__row">
      <div>
        <h2 class="floor-desk__name ${name.length > LONG_NAME ? "floor-desk__name--long" : ""}">
          <bdi>${name}</bdi>
        </h2>
        <p class="soft floor-desk__more" title=${floor.person.organisation}>
          ${affiliationView(floor.person, session)}${floor.firstTime ? html` · ${_("first time")}` : nothing}
        </p>
        <p class="soft floor-desk__more" title=${floor.about}>${matterView(floor)}</p>
      </div>
      ${clockView(floor, now)}
    </div>
    ${limitBar(floor, now)}
    <p class="floor-desk__limit num">${limitText(floor, now)}</p>`
}

function nextButton(model, actions) {
  return html`<button
    type="button"
    class="main floor-desk__next"
    aria-keyshortcuts="N"
    aria-disabled=${nextBlocked(model)}
    @click=${actions.next}
  >
    ${_("Next")} ${keyCap("N")}
  </button>`
}

export function nextBlocked(model) {
  const { session, queue, settling } = model
  return session.status !== "open" || !queue.length || settling || sending(model, "floor.grant")
}

// Under the buttons: who is next, or why there is no next now.
function saidView(model) {
  const { session, queue, settling, connected } = model
  if (session.status !== "open") return nothing
  if (sending(model, "floor.grant"))
    return connected ? _("Sending…") : _("Not sent yet. It will go as soon as you are connected.")
  if (!queue.length) return _("Nobody is waiting to speak.")
  const name = html`<b><bdi>${queue[0].person.name}</bdi></b>`
  return settling
    ? html`<span class="is-wait">${_("This has just changed. Now next: {name}", { name })}</span>`
    : _("Next: {name}", { name })
}

function speakerButtons({ floor, session }, actions) {
  const stopped = session.status !== "open"
  return html`<button
      type="button"
      aria-keyshortcuts="Space"
      aria-disabled=${stopped}
      @click=${actions.pauseOrResume}
    >
      ${floor.paused ? _("Resume") : _("Pause")} ${keyCap(_("Space"))}
    </button>
    <button type="button" aria-keyshortcuts="+" aria-disabled=${stopped} @click=${actions.extend}>
      ${_("+1 min")} ${keyCap("+")}
    </button>
    <button type="button" @click=${actions.release}>${_("Give back")}</button>`
}
