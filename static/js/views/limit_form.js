// How long one request may last: as all others, or a time of its own.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { closeButton } from "./ask.js"
import { nameView } from "./person.js"
import { refusedView } from "./refused.js"

const MOST_MINUTES = 120
const USUAL_MINUTES = 5

export function limitFormView(model, actions) {
  return html`<dialog
    id="limit-form"
    class="drawer"
    aria-labelledby="limit-form-title"
    @click=${closeBeside}
  >
    ${model.form?.kind === "limit" ? keyed(model.form, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { id, person, limit_seconds } = model.form.request
  const own = limit_seconds !== null && limit_seconds > 0
  return html`<form class="stack" @submit=${event => submit(event, id, actions)}>
    <div class="drawer__head">
      <h2 id="limit-form-title">
        ${_("Speaking time of {name}", { name: nameView(person) })}
      </h2>
      ${closeButton()}
    </div>
    <fieldset class="stack stack--tight">
      <legend class="unseen">${_("Speaking time")}</legend>
      ${choiceView("usual", _("As for everybody else"), limit_seconds === null)}
      ${choiceView("own", _("Their own time"), own)}
      ${choiceView("none", _("No time limit"), limit_seconds === 0)}
    </fieldset>
    <div class="field">
      <label for="limit-minutes">${_("Minutes")}</label>
      <input
        id="limit-minutes"
        name="minutes"
        type="number"
        min="0.5"
        max=${MOST_MINUTES}
        step="any"
        .defaultValue=${String(own ? limit_seconds / 60 : USUAL_MINUTES)}
        @input=${event => (event.target.form.elements.limit.value = "own")}
      />
    </div>
    ${refusedView(model, "limit-form", actions)}
    <button class="main wide">${_("Save")}</button>
  </form>`
}

function choiceView(value, text, chosen) {
  return html`<label class="row">
    <input type="radio" name="limit" value=${value} ?checked=${chosen} ?autofocus=${chosen} />
    <span class="grow">${text}</span>
  </label>`
}

function submit(event, id, actions) {
  event.preventDefault()
  const { limit, minutes } = Object.fromEntries(new FormData(event.target))
  const seconds = { usual: null, none: 0, own: Math.round(Number(minutes) * 60) }
  actions.saveLimit(id, seconds[limit])
}
