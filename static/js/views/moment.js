// Your moment: whether you have the floor, are next, or when.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { ordinal } from "../format.js"
import { _ } from "../i18n.js"
import { readyOf } from "../model/participant.js"
import { placeOf } from "../model/queue.js"
import { estimatedWait } from "../model/wait.js"
import { clockView, limitBar, limitText } from "./clock.js"
import { kindText, matterView } from "./person.js"
import { capacityText, languageText } from "./request.js"
import { aboutField, moreFields } from "./said_fields.js"
import { inARow } from "./speaker.js"
import { unsentView } from "./unsent.js"

const CALLED_SOON = 2 // the last place of those who should get ready

export function momentView(model, actions) {
  const { floor, me, queue, unsent } = model
  const waiting = [me.request, me.point_of_order].filter(Boolean)
  return html`
    ${model.mine ? floorView(floor, model.now, actions) : nothing}
    ${model.halted ? interruptedView(model.interrupted, model.now) : nothing}
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
      entry => unsentView(kindText(entry.with.kind), entry, model.connected, actions),
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

function interruptedView(interrupted, now) {
  return html`<section class="sheet moment moment--halted" aria-label=${_("Your moment")}>
    <div class="moment__row">
      <h2 class="moment__words">${_("You are interrupted by a point of order")}</h2>
      ${clockView(interrupted, now)}
    </div>
    ${limitBar(interrupted, now)}
    <p>${_("You go on afterwards.")} <span class="soft">${_("Your clock stands still.")}</span></p>
  </section>`
}

function placeView(model, request, place, actions) {
  const order = request.kind === "point_of_order"
  const open = model.session.status === "open"
  return html`<section
    class="sheet moment"
    aria-label=${order ? _("Your point of order") : _("Your moment")}
  >
    <h2 class="moment__words">${placeText(place, order)}</h2>
    <p class="soft">${order ? nothing : waitView(model, place)}${inARow(saidOf(request))}</p>
    ${open && !order && place <= CALLED_SOON ? readyView(model, request, actions) : nothing}
    ${model.session.writing_offered && !order ? html`<p>${_("You are asked for your statement in writing, instead of speaking.")}</p>` : nothing}
    ${open ? wordsView(model, request, actions) : nothing}
    <div class="moment__acts">
      ${
        place < model.queue.length && !order && open
          ? html`<button
              type="button"
              @click=${() => actions.defer(request.id, model.queue[place].id)}
            >
              ${_("Let the next one go first")}
            </button>`
          : nothing
      }
      ${
        order
          ? nothing
          : html`<button type="button" @click=${actions.write}>
              ${_("Submit in writing instead")}
            </button>`
      }
      <button type="button" @click=${() => actions.withdraw(request.id)}>${_("Withdraw")}</button>
    </div>
  </section>`
}

// What one has said of oneself with the request: others see it too.
function saidOf(request) {
  return [matterView(request), capacityText(request), languageText(request)].filter(Boolean)
}

function readyView(model, request, actions) {
  const said = readyOf(model, request)
  const answers = [
    ["ready", _("Ready")],
    ["minute", _("Need a minute")],
  ]
  return html`<div class="moment__ready" role="group" aria-label=${_("Tell the moderator")}>
    <p>${_("Can you begin when you are called?")}</p>
    <div class="moment__acts">
      ${answers.map(
        ([answer, text]) =>
          html`<button
            type="button"
            aria-pressed=${said === answer}
            @click=${() => actions.ready(request.id, said === answer ? null : answer)}
          >
            ${text}
          </button>`,
      )}
    </div>
  </div>`
}

// Asking takes the place; the words may follow.
function wordsView(model, request, actions) {
  const { id, about, capacity, language } = request
  const known = model.statements.of(id)
  const said = { ...request, statement: known ?? "" }
  const submit = event => {
    event.preventDefault()
    actions.editRequest(id, Object.fromEntries(new FormData(event.target)))
    event.target.closest("details").open = false
  }
  return html`<details>
    <summary>
      ${about || capacity || language ? _("Change what you have said") : _("Say what it is about")}
    </summary>
    <form class="stack" @submit=${submit}>
      ${aboutField(id, said, model)}
      ${moreFields(id, said, model, actions, known === undefined ? _("Left empty, it stays as it is.") : nothing)}
      <button class="wide">${_("Save")}</button>
    </form>
  </details>`
}

function placeText(place, order) {
  if (order) return _("The moderators see your point of order")
  return place === 1 ? _("You are next") : _("You are {ordinal}", { ordinal: ordinal(place) })
}

function waitView({ documents, now }, place) {
  const wait = estimatedWait(documents, place, now)
  return wait ? html`${_("about {from} to {to} minutes", wait)} · ` : nothing
}
