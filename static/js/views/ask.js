// The sheet in which one asks to speak: one tap sends the usual.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { hindrance, mayRaisePoint } from "./dock.js"
import { icon, kindText } from "./person.js"
import { aboutField, moreFields } from "./said_fields.js"

export function askView(model, actions) {
  if (!model.takesPart) return nothing
  const kinds = possibleKinds(model) // none, where the queue closes under somebody's hands
  const changed = model.kind === "reply" && model.answers !== model.floor?.turn
  const chosen = changed ? undefined : kinds.includes(model.kind) ? model.kind : kinds[0]
  const submit = event => {
    event.preventDefault()
    if (!chosen) return
    actions.request(chosen, Object.fromEntries(new FormData(event.target)), model.answers)
    event.target.reset()
    event.target.closest("dialog").close()
  }
  return html`<dialog id="ask" class="drawer" aria-labelledby="ask-title" @click=${closeBeside}>
    <form class="stack" @submit=${submit}>
      <div class="drawer__head">
        <h2 id="ask-title">${_("Ask to speak")}</h2>
        ${closeButton()}
      </div>
      <fieldset class="kinds">
        <legend class="unseen">${_("What kind of contribution is it?")}</legend>
        ${kinds.map(kind => kindView(model, kind, chosen, actions))}
      </fieldset>
      ${
        chosen === "point_of_order"
          ? html`<p class="soft">
              ${_("A point of order is about how the meeting is run. It goes before the rest.")}
            </p>
            ${categoryField(model.session)}`
          : nothing
      }
      ${aboutField("ask", model.asking, model)}
      ${moreFields("ask", model.asking, model, actions)}
      ${chosen ? nothing : html`<p class="field__error">${changed ? _("The speaker has changed. Please choose again.") : hindrance(model)}</p>`}
      <button class="main wide" aria-disabled=${!chosen}>
        ${chosen === "point_of_order" ? _("Raise the point of order") : _("Ask for the floor")}
      </button>
    </form>
  </dialog>`
}

function possibleKinds(model) {
  return [
    ...(hindrance(model) === null ? ["statement", "question"] : []),
    ...(hindrance(model) === null && model.floor && !model.mine ? ["reply"] : []),
    ...(mayRaisePoint(model) ? ["point_of_order"] : []),
  ]
}

function kindView({ floor }, kind, chosen, actions) {
  return html`<label class="kinds__one">
    <input
      type="radio"
      name="kind"
      .checked=${live(kind === chosen)}
      @change=${() => actions.chooseKind(kind, kind === "reply" ? floor.turn : null)}
    />
    <span>${kind === "reply" ? replyText(floor.person) : kindText(kind)}</span>
  </label>`
}

// Only where the session ranks its points of order.
function categoryField({ order_categories: categories }) {
  if (!categories.length) return nothing
  return html`<div class="field">
    <label for="ask-category">${_("What is it about?")}</label>
    <select id="ask-category" name="category">
      ${categories.map(name => html`<option value=${name}>${name}</option>`)}
      <option value="">${_("Something else")}</option>
    </select>
  </div>`
}

function replyText({ name }) {
  return _("Reply to {name}", { name: html`<bdi>${name}</bdi>` })
}

export function closeButton() {
  return html`<button
    type="button"
    class="quiet"
    aria-label=${_("Close")}
    @click=${event => event.target.closest("dialog").close()}
  >
    ${icon("close")}
  </button>`
}
