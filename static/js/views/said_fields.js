// Fields for what is said with a request: what about, for whom, in which language.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { _ } from "../i18n.js"
import { languageName, languagesOffered } from "../model/languages.js"

// `form` names the form among others on the page; `said` is what its fields begin with.
export function aboutField(form, said, { limits }) {
  return html`<div class="field">
    <label for="${form}-about">${_("What about?")} ${optional()}</label>
    <input
      id="${form}-about"
      name="about"
      dir="auto"
      autocomplete="off"
      .defaultValue=${said.about}
      maxlength=${limits.about ?? 200}
    />
  </div>`
}

// Folded away: who is in a hurry need not read it.
export function moreFields(form, said, model, actions, statementHint) {
  return html`<details class="more">
    <summary>
      ${_("More")} <span class="soft">${_("for whom, language, text for the interpreters")}</span>
    </summary>
    <div class="stack">
      ${capacityField(form, said, model, actions)} ${languageField(form, said, model)}
      ${statementField(form, said, model, statementHint)}
    </div>
  </details>`
}

function capacityField(form, said, { capacities, limits, me }, actions) {
  const chosen = capacities[form] ?? said.capacity ?? ""
  return html`<div class="field">
      <label for="${form}-capacity">${_("For whom do you speak?")} ${optional()}</label>
      <select
        id="${form}-capacity"
        name="capacity"
        .value=${live(chosen)}
        @change=${event => actions.chooseCapacity(form, event.target.value)}
      >
        <option value="">${_("Not said")}</option>
        <option value="personal">${_("For myself")}</option>
        <option value="organisation">${organisationText(me)}</option>
        <option value="on_behalf">${_("On behalf of others")}</option>
      </select>
    </div>
    ${chosen === "on_behalf" ? behalfField(form, said, limits) : nothing}`
}

function organisationText({ organisation }) {
  return organisation
    ? _("For my organisation: {name}", { name: organisation })
    : _("For my organisation")
}

function behalfField(form, said, limits) {
  return html`<div class="field">
    <label for="${form}-behalf">${_("On behalf of whom?")}</label>
    <input
      id="${form}-behalf"
      name="on_behalf_of"
      dir="auto"
      autocomplete="off"
      required
      .defaultValue=${said.on_behalf_of}
      maxlength=${limits.organisation ?? 120}
      @invalid=${unfold}
    />
  </div>`
}

// A browser cannot point at what is folded away.
function unfold(event) {
  event.target.closest("details").open = true
}

function languageField(form, said, { session, limits }) {
  return html`<div class="field">
    <label for="${form}-language">${_("Language in which you will speak")} ${optional()}</label>
    <input
      id="${form}-language"
      name="language"
      dir="auto"
      autocomplete="off"
      list="${form}-languages"
      .defaultValue=${languageName(said.language)}
      maxlength=${limits.language ?? 60}
    />
    <datalist id="${form}-languages">
      ${languagesOffered(session).map(({ name }) => html`<option value=${name}></option>`)}
    </datalist>
  </div>`
}

function statementField(form, said, { limits }, more) {
  return html`<div class="field">
    <label for="${form}-statement">
      ${_("Your statement, or a link to it, for the interpreters")} ${optional()}
    </label>
    <textarea
      id="${form}-statement"
      name="statement"
      rows="3"
      dir="auto"
      aria-describedby="${form}-statement-hint"
      .defaultValue=${said.statement}
      maxlength=${limits.statement ?? 10_000}
    ></textarea>
    <p id="${form}-statement-hint" class="field__hint">
      ${_("Only those who run the session see it.")} ${more ?? nothing}
    </p>
  </div>`
}

function optional() {
  return html`<span class="soft">${_("(optional)")}</span>`
}
