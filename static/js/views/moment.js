// Your moment: whether you have the floor, are next, or when.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { ordinal } from "../format.js"
import { _ } from "../i18n.js"
import { estimatedWait, placeOf } from "../model/queue.js"
import { spokenMs } from "../model/floor.js"
import { clockView, limitBar, limitText } from "./clock.js"
import { kindText, matterView } from "./person.js"

export function momentView(model, actions) {
  const { floor, me, queue, unsent } = model
  const waiting = [me.request, me.point_of_order].filter(Boolean)
  return html`
    ${model.mine ? floorView(floor, model.now, actions) : nothing}
    ${repeat(
      waiting,
      id => id,
      id => {
        const place = placeOf(queue, id)
        return place ? placeView(model, queue[place - 1], place, actions) : nothing
      },
    )}
    ${repeat(
      unsent,
      entry => entry.id,
      entry => unsentView(entry, model.connected, actions),
    )}
  `
}

function floorView(floor, now, actions) {
  return html`<section class="sheet moment moment--floor" aria-label=${_("Your moment")}>
    <div class="moment__row">
      <h2 class="moment__words">${_("You have the floor")}</h2>
      ${clockView(floor, now)}
    </div>
    ${limitBar(floor, now)}
    <p class="soft num">${limitText(floor, now)}</p>
    <div class="moment__acts">
      <button type="button" @click=${() => actions.release(floor.request)}>
        ${_("I have finished")}
      </button>
    </div>
  </section>`
}

function placeView(model, request, place, actions) {
  const order = request.kind === "point_of_order"
  return html`<section
    class="sheet moment"
    aria-label=${order ? _("Your point of order") : _("Your moment")}
  >
    <h2 class="moment__words">${placeText(place, order)}</h2>
    <p class="soft">${order ? nothing : waitView(model, place)}${matterView(request)}</p>
    ${aboutView(model, request, actions)}
    <div class="moment__acts">
      ${
        place < model.queue.length && !order && model.session.status === "open"
          ? html`<button type="button" @click=${() => actions.defer(request.id)}>
              ${_("Let the next one go first")}
            </button>`
          : nothing
      }
      <button type="button" @click=${() => actions.withdraw(request.id)}>${_("Withdraw")}</button>
    </div>
  </section>`
}

// Asking takes the place; what it is about may follow.
function aboutView({ limits, session }, { id, about }, actions) {
  if (session.status !== "open") return nothing
  const submit = event => {
    event.preventDefault()
    actions.editRequest(id, event.target.elements.about.value.trim())
    event.target.closest("details").open = false
  }
  return html`<details>
    <summary>${about ? _("Change what it is about") : _("Say what it is about")}</summary>
    <form class="row" @submit=${submit}>
      <input
        class="grow"
        name="about"
        dir="auto"
        autocomplete="off"
        aria-label=${_("What about?")}
        .defaultValue=${about}
        maxlength=${limits.about ?? 200}
      />
      <button>${_("Save")}</button>
    </form>
  </details>`
}

function placeText(place, order) {
  if (order) return _("The moderators see your point of order")
  return place === 1 ? _("You are next") : _("You are {ordinal}", { ordinal: ordinal(place) })
}

function waitView({ documents, floor, now }, place) {
  const left = floor?.limit_ms ? Math.max(0, floor.limit_ms - spokenMs(floor, now)) : 0
  const wait = place > 1 ? estimatedWait(documents, place, left) : null
  return wait ? html`${_("about {from} to {to} minutes", wait)} · ` : nothing
}

function unsentView(entry, connected, actions) {
  return html`<section class="sheet moment moment--unsent" aria-label=${_("Not sent yet")}>
    <h2 class="moment__words">${kindText(entry.with.kind)}</h2>
    <p>
      ${connected ? _("Sending…") : _("Not sent yet. It will go as soon as you are connected.")}
    </p>
    ${
      connected
        ? nothing
        : html`<div class="moment__acts">
            <button type="button" @click=${() => actions.discard(entry.id)}>
              ${_("Do not send it")}
            </button>
          </div>`
    }
  </section>`
}
