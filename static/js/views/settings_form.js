// What the host has set of a session, to be changed while it is prepared or goes on.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { written } from "../model/settings.js"
import { closeButton } from "./ask.js"
import { fairnessFields } from "./fairness_fields.js"
import { fieldId, minutesField, numberField, refusedField } from "./form_fields.js"
import { refusedView } from "./refused.js"
import { timeFields } from "./time_fields.js"

const DAY_MINUTES = 1440
const LONGEST_KEPT = 3650 // days

export function settingsFormView(model, actions) {
  return html`<dialog
    id="settings-form"
    class="drawer drawer--broad settings"
    aria-labelledby="settings-form-title"
    @click=${closeBeside}
  >
    ${model.form?.kind === "settings" ? keyed(model.form.opened, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { session } = model.form
  const form = { now: written(session), refused: refusedField(model, actions), limits: model.limits }
  return html`<form
    class="stack stack--wide"
    @submit=${event => {
      event.preventDefault()
      actions.saveSettings(session, typed(event.currentTarget))
    }}
    @input=${event => actions.typeSettings(typed(event.currentTarget))}
    @invalid=${UNFOLDING}
  >
    <div class="drawer__head">
      <h2 id="settings-form-title">${_("Settings of the session")}</h2>
      ${closeButton()}
    </div>
    <section class="stack" aria-labelledby="settings-about">
      <h3 id="settings-about">${_("The session")}</h3>
      ${titleField(form)} ${lengthFields(form, session)} ${callField(form)} ${notesField(form)}
      ${proposalsField(form)}
      ${attributionField(form)} ${templateField(form, model.templates)} ${retentionField(form)}
      <p><a href=${document.body.dataset.captionsUrl}>${_("Captions and transcripts")}</a></p>
    </section>
    ${timeFields(form, session)} ${fairnessFields(form, session, model.form.typed ?? form.now)}
    <div class="settings__end stack">
      ${refusedView(model, "settings-form", actions)}
      <button class="main wide">${_("Save")}</button>
    </div>
  </form>`
}

// What is wrong must be seen, also where it is folded away.
const UNFOLDING = {
  handleEvent: ({ target }) => target.closest("details")?.setAttribute("open", ""),
  capture: true,
}

// An unticked box is no part of a form's data.
function typed(form) {
  return { follow: "", proposals: "", ...Object.fromEntries(new FormData(form)) }
}

function titleField({ now, refused, limits }) {
  return html`<div class="field">
    <label for=${fieldId("title")}>${_("Title")}</label>
    <input
      id=${fieldId("title")}
      name="title"
      dir="auto"
      autocomplete="off"
      required
      autofocus
      maxlength=${limits.title ?? nothing}
      .defaultValue=${now.title}
    />
    ${refused("title")}
  </div>`
}

function lengthFields(form, { time_zone }) {
  const id = fieldId("starts_at")
  return html`<div class="field-row">
    <div class="field">
      <label for=${id}>${_("Starts at")} <span class="soft">(<bdi>${time_zone}</bdi>)</span></label>
      <input id=${id} name="starts_at" type="datetime-local" .defaultValue=${form.now.starts_at} />
      ${form.refused("starts_at")}
    </div>
    ${minutesField(form, "planned_minutes", _("Planned minutes"), { min: 1, max: DAY_MINUTES })}
  </div>`
}

// No `type="url"`: what is wrong with a link is said in the language of the page.
function callField({ now, refused, limits }) {
  const id = fieldId("call_url")
  return html`<div class="field">
    <label for=${id}
      >${_("Link of the video call")} <span class="soft">${_("(optional)")}</span></label
    >
    <input
      id=${id}
      name="call_url"
      dir="ltr"
      inputmode="url"
      autocapitalize="none"
      autocomplete="off"
      placeholder="https://"
      maxlength=${limits.address ?? nothing}
      .defaultValue=${now.call_url}
    />
    ${refused("call_url")}
  </div>`
}

function notesField({ now }) {
  const choices = [
    ["everyone", _("Everyone")],
    ["closed", _("Everyone, once the session is closed")],
    ["staff", _("Only those who run the session")],
  ]
  return html`<div class="field">
    <label for=${fieldId("notes")}>${_("Who sees the notes")}</label>
    <select id=${fieldId("notes")} name="notes">
      ${choices.map(
        ([value, text]) =>
          html`<option value=${value} .defaultSelected=${value === now.notes}>${text}</option>`,
      )}
    </select>
  </div>`
}

function attributionField({ now, refused }) {
  const choices = [
    ["named", _("By name and organisation")],
    ["group", _("By stakeholder group only")],
    ["chatham", _("Not at all (Chatham House Rule)")],
  ]
  return html`<div class="field">
    <label for=${fieldId("attribution")}>${_("How the record says who said what")}</label>
    <select id=${fieldId("attribution")} name="attribution">
      ${choices.map(
        ([value, text]) =>
          html`<option value=${value} .defaultSelected=${value === now.attribution}>
            ${text}
          </option>`,
      )}
    </select>
    ${refused("attribution")}
  </div>`
}

function retentionField(form) {
  const hint = _("Empty: kept until somebody deletes it.")
  const bounds = { min: 1, max: LONGEST_KEPT, hint }
  return numberField(form, "retention_days", _("Deleted so many days after its end"), bounds)
}

// The session's own is among them, also where there is no such template any more.
function templateField({ now, refused }, templates) {
  const choices = { [now.template]: now.template, ...templates }
  return html`<div class="field">
    <label for=${fieldId("template")}>${_("Form of the summary")}</label>
    <select id=${fieldId("template")} name="template">
      ${Object.entries(choices).map(
        ([value, text]) =>
          html`<option value=${value} .defaultSelected=${value === now.template}>${text}</option>`,
      )}
    </select>
    ${refused("template")}
  </div>`
}

function proposalsField({ now }) {
  const id = fieldId("proposals")
  return html`<div class="choices__one">
    <input type="checkbox" id=${id} name="proposals" .defaultChecked=${now.proposals === "on"} />
    <label for=${id}>${_("Participants may propose notes")}</label>
  </div>`
}
