// What there is to do about the floor.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { interrupter, sending } from "../model/desk.js"
import { keyCap } from "./key_cap.js"
import { nameView } from "./person.js"

export function mainButton(model, actions) {
  const back = model.interrupted
  return html`<button
    type="button"
    class="main floor-desk__next"
    aria-keyshortcuts="N"
    aria-disabled=${back ? backBlocked(model) : nextBlocked(model)}
    @click=${actions.next}
  >
    <span>${back ? _("Back to {name}", { name: nameView(back.person) }) : _("Next")}</span>
    ${keyCap("N")}
  </button>`
}

export function nextBlocked(model) {
  const { session, queue, guarded } = model
  return session.status !== "open" || !queue.length || guarded || sending(model, "floor.grant")
}

export function backBlocked(model) {
  return model.guarded || sending(model, "floor.release")
}

export function speakerButtons({ floor, session, interrupted }, actions) {
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
    ${floor.person.name ? skipButton(stopped, actions) : nothing}
    ${
      interrupted
        ? nothing
        : html`<button type="button" @click=${actions.release}>${_("Give back")}</button>`
    }`
}

function skipButton(stopped, actions) {
  return html`<button
    type="button"
    aria-keyshortcuts="K"
    aria-disabled=${stopped}
    title=${_("Did not answer: back into the queue, and no time is charged")}
    @click=${actions.skipSpeaker}
  >
    ${_("Skip")} ${keyCap("K")}
  </button>`
}

// By the point of order that waits on top, or by somebody who is heard in the call.
export function interruptButton(model, actions) {
  if (model.interrupted) return nothing
  const order = interrupter(model)
  return html`<button
    type="button"
    class=${order ? "floor-desk__order" : ""}
    aria-keyshortcuts="I"
    aria-disabled=${interruptBlocked(model)}
    title=${order ? nothing : _("By somebody who is heard now; say later who it was")}
    @click=${actions.interrupt}
  >
    <span>
      ${
        order
          ? _("Interrupt: point of order by {name}", { name: nameView(order.person) })
          : _("Interrupt")
      }
    </span>
    ${keyCap("I")}
  </button>`
}

export function interruptBlocked(model) {
  return (
    model.session.status !== "open" ||
    !model.floor ||
    Boolean(model.interrupted) ||
    sending(model, "floor.interrupt")
  )
}
