// Always at hand: asking to speak, or why that is not possible now.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { refusalText } from "../refusals.js"
import { icon } from "./person.js"

export function dockView(model, actions) {
  if (!model.takesPart) return nothing
  const reason = hindrance(model)
  return html`<div class="dock">
    ${model.refusal ? refusalView(model.refusal, actions) : nothing}
    <div class="dock__acts">
      ${model.mine ? floorButton() : askButton(reason, actions)}
      ${
        reason !== null && mayRaisePoint(model)
          ? html`<button type="button" @click=${() => actions.ask("point_of_order")}>
              ${_("Point of order")}
            </button>`
          : nothing
      }
    </div>
  </div>`
}

function askButton(reason, actions) {
  return html`<button
    type="button"
    id="ask-button"
    class="main"
    aria-disabled=${reason !== null}
    @click=${() => reason === null && actions.ask("statement")}
  >
    ${reason ?? html`${icon("speak")} ${_("Ask to speak")}`}
  </button>`
}

// For whoever has scrolled away from their clock.
function floorButton() {
  return html`<button type="button" class="main" @click=${() => scrollTo({ top: 0 })}>
    ${_("You have the floor")}
  </button>`
}

// Why one cannot ask to speak now, in a word or two; null if one can.
export function hindrance({ session, me, unsent, halted }) {
  if (session.status !== "open") return _("The session is paused")
  if (halted) return _("You go on afterwards.")
  if (me.request) return _("You are in the queue")
  if (unsent.some(entry => entry.with.kind !== "point_of_order")) return _("Sending your request…")
  if (session.queue_open) return null
  return session.points_of_order
    ? _("The queue is closed")
    : _("The queue is closed, also for points of order")
}

export function mayRaisePoint({ session, me, unsent }) {
  const raised = unsent.some(entry => entry.with.kind === "point_of_order")
  const taken = session.queue_open || session.points_of_order
  return session.status === "open" && taken && !me.point_of_order && !raised
}

export function refusalView(refusal, actions) {
  return html`<div class="notice notice--stop row">
    <p class="grow">${refusalText(refusal)}</p>
    <button type="button" class="quiet" aria-label=${_("Close")} @click=${actions.forgetRefusal}>
      ${icon("close")}
    </button>
  </div>`
}
