// What the host has set of a session, to be changed while it is prepared or goes on.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { changed, written } from "../model/settings.js"
import { closeButton } from "./ask.js"
import { refusedView } from "./refused.js"

const DAY_MINUTES = 1440
const LONGEST_TURN_MINUTES = 120

export function settingsFormView(model, actions) {
  return html`<dialog
    id="settings-form"
    class="drawer"
    aria-labelledby="settings-form-title"
    @click=${closeBeside}
  >
    ${model.form?.kind === "settings" ? keyed(model.form, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { session } = model.form
  const now = written(session)
  return html`<form class="stack" @submit=${event => submit(event, session, actions)}>
    <div class="drawer__head">
      <h2 id="settings-form-title">${_("Settings of the session")}</h2>
      ${closeButton()}
    </div>
    ${titleField(now, model.limits)} ${lengthFields(now, session)} ${turnField(now)}
    ${callField(now, model.limits)} ${notesField(now)}
    ${refusedView(model, "settings-form", actions)}
    <button class="main wide">${_("Save")}</button>
  </form>`
}

function titleField({ title }, limits) {
  return html`<div class="field">
    <label for="settings-title">${_("Title")}</label>
    <input
      id="settings-title"
      name="title"
      dir="auto"
      autocomplete="off"
      required
      autofocus
      maxlength=${limits.title ?? nothing}
      .defaultValue=${title}
    />
  </div>`
}

function lengthFields({ starts_at, planned_minutes }, { time_zone }) {
  return html`<div class="field-row">
    <div class="field">
      <label for="settings-starts-at"
        >${_("Starts at")} <span class="soft">(<bdi>${time_zone}</bdi>)</span></label
      >
      <input
        id="settings-starts-at"
        name="starts_at"
        type="datetime-local"
        .defaultValue=${starts_at}
      />
    </div>
    ${minutesField("planned_minutes", _("Planned minutes"), planned_minutes, {
      min: 1,
      max: DAY_MINUTES,
      hint: "",
    })}
  </div>`
}

function turnField({ speaking_minutes }) {
  return minutesField("speaking_minutes", _("Speaking time, in minutes"), speaking_minutes, {
    min: 0.5,
    max: LONGEST_TURN_MINUTES,
    step: "any",
    hint: _(
      "It applies from the next speaker on: whoever has the floor now keeps their time. Leave it empty for no limit.",
    ),
  })
}

function minutesField(name, label, value, { min, max, step = 1, hint }) {
  return html`<div class="field">
    <label for="settings-${name}">${label}</label>
    <input
      id="settings-${name}"
      name=${name}
      type="number"
      min=${min}
      max=${max}
      step=${step}
      aria-describedby=${hint ? `settings-${name}-hint` : nothing}
      .defaultValue=${value}
    />
    ${hint ? html`<p id="settings-${name}-hint" class="field__hint">${hint}</p>` : nothing}
  </div>`
}

// No `type="url"`: what is wrong with a link is said in the language of the page.
function callField({ call_url }, limits) {
  return html`<div class="field">
    <label for="settings-call"
      >${_("Link of the video call")} <span class="soft">${_("(optional)")}</span></label
    >
    <input
      id="settings-call"
      name="call_url"
      dir="ltr"
      inputmode="url"
      autocapitalize="none"
      autocomplete="off"
      placeholder="https://"
      maxlength=${limits.address ?? nothing}
      .defaultValue=${call_url}
    />
  </div>`
}

function notesField({ notes }) {
  const choices = [
    ["everyone", _("Everyone")],
    ["staff", _("Only those who run the session")],
  ]
  return html`<div class="field">
    <label for="settings-notes">${_("Who sees the notes during the session")}</label>
    <select id="settings-notes" name="notes">
      ${choices.map(
        ([value, text]) =>
          html`<option value=${value} .defaultSelected=${value === notes}>${text}</option>`,
      )}
    </select>
  </div>`
}

function submit(event, session, actions) {
  event.preventDefault()
  actions.saveSettings(changed(session, Object.fromEntries(new FormData(event.target))))
}
