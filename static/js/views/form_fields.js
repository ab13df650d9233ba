// Fields of the form of settings. `form` is {now, refused, limits}: what they hold as the form
// opens, and what was refused of a field, to stand under it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { fieldOf } from "../model/settings.js"
import { refusedView } from "./refused.js"

export function fieldId(name) {
  return `settings-${name}`
}

// Where a refusal of this field is shown.
export function refusedField(model, actions) {
  return name => refusedView(model, fieldId(name), actions)
}

export function minutesField(form, name, label, { min, max, step = 1, hint }) {
  return numberField(form, name, label, { min, max, step, hint })
}

export function numberField({ now, refused }, name, label, { hint, ...bounds }) {
  const id = fieldId(name)
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${inputView(id, name, now[name], bounds, hint && `${id}-hint`)}
    ${hint ? html`<p id="${id}-hint" class="field__hint">${hint}</p>` : nothing} ${refused(name)}
  </div>`
}

function inputView(id, name, value, { min, max, step, required }, hint) {
  return html`<input
    id=${id}
    name=${name}
    type="number"
    min=${min}
    max=${max}
    step=${step ?? 1}
    ?required=${required}
    aria-describedby=${hint || nothing}
    .defaultValue=${value}
  />`
}

// A field for each kind or group, folded away where nothing is set. each: [[id, name]]
export function eachField({ now, refused }, setting, each, { title, hint, open, said, ...bounds }) {
  const id = fieldId(setting)
  return html`<details class="each" ?open=${open}>
    <summary>${title}</summary>
    <p id="${id}-hint" class="field__hint">${hint}</p>
    ${said ?? nothing} ${refused(setting)}
    <div role="group" aria-label=${title} aria-describedby="${id}-hint">
      ${each.map(([one, name], place) => {
        const input = place ? `${id}-${place}` : id // the first is where a refusal leads to
        const field = fieldOf(setting, one)
        return html`<div class="each__one">
          <label for=${input}>${name}</label>
          ${inputView(input, field, now[field], bounds, said && `${id}-said`)}
        </div>`
      })}
    </div>
  </details>`
}
