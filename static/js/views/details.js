// One's own details, to be corrected; and the way out.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { placeName } from "../model/places.js"
import { refusalText } from "../refusals.js"
import { closeButton } from "./ask.js"

export function detailsView({ me, session, limits, detailsRefusal }, actions) {
  const submit = event => {
    event.preventDefault()
    actions.editDetails(Object.fromEntries(new FormData(event.target)))
  }
  return html`<dialog
    id="details"
    class="drawer"
    aria-labelledby="details-title"
    @click=${closeBeside}
  >
    <form class="stack" @submit=${submit}>
      <div class="drawer__head">
        <h2 id="details-title">${_("Your details")}</h2>
        ${closeButton()}
      </div>
      ${textField("name", _("Your name"), me.name, limits.name, true)}
      ${textField("organisation", _("Organisation"), me.organisation, limits.organisation, false)}
      ${choiceField("group", _("Stakeholder group"), session.groups, me.group)}
      ${choiceField("region", _("Region"), session.regions, me.region)}
      ${detailsRefusal ? html`<p class="field__error" role="alert">${refusalText(detailsRefusal)}</p>` : nothing}
      <button class="main wide">${_("Save")}</button>
    </form>
  </dialog>`
}

function textField(name, label, value, limit, required) {
  return html`<div class="field">
    <label for="details-${name}">${label}</label>
    <input
      id="details-${name}"
      name=${name}
      dir="auto"
      .defaultValue=${value}
      maxlength=${limit ?? nothing}
      ?required=${required}
    />
  </div>`
}

function choiceField(name, label, places, value) {
  if (!places.length) return nothing
  return html`<div class="field">
    <label for="details-${name}">${label}</label>
    <select id="details-${name}" name=${name} required>
      ${places.map(place => html`<option value=${place.id} .defaultSelected=${place.id === value}>${placeName(place)}</option>`)}
    </select>
  </div>`
}

export function leaveView(actions) {
  return html`<dialog id="leave" class="drawer" aria-labelledby="leave-title" @click=${closeBeside}>
    <div class="stack">
      <div class="drawer__head">
        <h2 id="leave-title">${_("Leave the session?")}</h2>
        ${closeButton()}
      </div>
      <p>
        ${_("You lose your place in the queue. What you said and voted stays in the record. You can join again with the code.")}
      </p>
      <button type="button" class="stop wide" @click=${actions.leave}>
        ${_("Leave the session")}
      </button>
    </div>
  </dialog>`
}
