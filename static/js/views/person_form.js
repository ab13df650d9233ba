// Saying who it is: who is put into the queue, who spoke, whose request it is.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { placeName } from "../model/places.js"
import { closeButton } from "./ask.js"
import { kindText, nameView } from "./person.js"
import { personField } from "./person_field.js"
import { refusedView } from "./refused.js"
import { SOURCES, sourceText } from "./request.js"

const FORMS = ["add", "who", "claim"]
const KINDS = ["statement", "question", "reply", "point_of_order"]

export function personFormView(model, actions) {
  return html`<dialog
    id="person-form"
    class="drawer"
    aria-labelledby="person-form-title"
    @click=${closeBeside}
  >
    ${FORMS.includes(model.form?.kind) ? keyed(model.form, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { form, picked } = model
  const adds = form.kind === "add"
  const ready = form.kind !== "claim" || picked
  return html`<form class="stack" @submit=${event => submit(event, model, actions)}>
    <div class="drawer__head">
      <h2 id="person-form-title">${titleText(form, model)}</h2>
      ${closeButton()}
    </div>
    ${adds ? sourceField(model) : nothing} ${personField(model, actions)}
    ${picked || form.kind === "claim" ? nothing : newcomerFields(model)}
    ${adds ? matterFields(model) : nothing} ${refusedView(model, "person-form", actions)}
    <button class="main wide" aria-disabled=${!ready}>
      ${adds ? _("Add to the queue") : _("Save")}
    </button>
  </form>`
}

function titleText(form, model) {
  if (form.kind === "add") return _("Add to the queue")
  if (form.kind === "who") return _("Who is it?")
  const request = model.queue.find(one => one.id === form.request)
  return request
    ? _("Who is “{name}”?", { name: nameView(request.person) })
    : _("Who is it?")
}

function sourceField({ source }) {
  const labels = {
    call: _("Raised a hand in the call"),
    chat: _("From the chat"),
    phone: _("By phone"),
    room: _("In the room"),
    email: _("By e-mail"),
  }
  return html`<div class="field">
    <label for="person-source">${_("How did they ask?")}</label>
    <select id="person-source" name="source">
      ${SOURCES.map(
        one => html`<option value=${one} ?selected=${one === source}>${labels[one] ?? sourceText(one)}</option>`,
      )}
    </select>
  </div>`
}

function newcomerFields({ session, limits }) {
  return html`<div class="field">
      <label for="person-organisation">${_("Organisation")} ${optional()}</label>
      <input
        id="person-organisation"
        name="organisation"
        dir="auto"
        autocomplete="off"
        maxlength=${limits.organisation ?? 120}
      />
    </div>
    <div class="field-row">
      ${placeField("group", _("Stakeholder group"), session.groups)}
      ${placeField("region", _("Region"), session.regions)}
    </div>`
}

function placeField(name, label, places) {
  if (!places.length) return nothing
  return html`<div class="field">
    <label for="person-${name}">${label} ${optional()}</label>
    <select id="person-${name}" name=${name}>
      <option value="">${_("Not given")}</option>
      ${places.map(place => html`<option value=${place.id}>${placeName(place)}</option>`)}
    </select>
  </div>`
}

function matterFields({ floor, limits }) {
  const kinds = KINDS.filter(kind => floor || kind !== "reply")
  return html`<div class="field-row">
    <div class="field">
      <label for="person-kind">${_("Kind")}</label>
      <select id="person-kind" name="kind">
        ${kinds.map(kind => html`<option value=${kind}>${kindText(kind)}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="person-about">${_("What about?")} ${optional()}</label>
      <input
        id="person-about"
        name="about"
        dir="auto"
        autocomplete="off"
        maxlength=${limits.about ?? 200}
      />
    </div>
  </div>`
}

function optional() {
  return html`<span class="soft">${_("(optional)")}</span>`
}

function submit(event, { form, picked }, actions) {
  event.preventDefault()
  const fields = Object.fromEntries(new FormData(event.target))
  if (form.kind === "claim" && !picked) return
  actions.savePerson(form, picked ? { ...fields, person: picked.id } : fields)
}
