// A name that is being written: one of those who are known, or somebody new.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { _ } from "../i18n.js"
import { found } from "../model/people.js"
import { affiliationView, icon } from "./person.js"

const MOST_SHOWN = 6

export function personField(model, actions) {
  return model.picked ? pickedView(model, actions) : soughtView(model, actions)
}

function pickedView({ picked, session }, actions) {
  return html`<div class="field">
    <span>${_("Name")}</span>
    <div class="picked row">
      <p class="grow">
        <b><bdi>${picked.name}</bdi></b>
        <span class="soft">${affiliationView(picked, session)}</span>
      </p>
      <button
        type="button"
        class="quiet"
        id="person-unpick"
        aria-label=${_("Somebody else")}
        @click=${actions.unpick}
      >
        ${icon("close")}
      </button>
    </div>
  </div>`
}

function soughtView(model, actions) {
  const options = model.listing ? optionsOf(model) : []
  const at = Math.min(model.at, options.length - 1)
  const shown = options.length > 0
  const choose = option => (option.person ? actions.pick(option.person) : actions.unlist())
  return html`<div class="field combo">
    <label for="person-name">${_("Name")}</label>
    <input
      id="person-name"
      name="name"
      role="combobox"
      dir="auto"
      autocomplete="off"
      required
      autofocus
      maxlength=${model.limits.name ?? 80}
      aria-autocomplete="list"
      aria-expanded=${shown}
      aria-controls="person-found"
      aria-activedescendant=${shown ? `person-option-${at}` : nothing}
      .value=${live(model.sought)}
      @input=${event => actions.seek(event.target.value)}
      @keydown=${event => steer(event, options, at, choose, actions)}
      @blur=${actions.unlist}
    />
    <ul
      id="person-found"
      class="combo__list"
      role="listbox"
      aria-label=${_("Found")}
      ?hidden=${!shown}
    >
      ${options.map((option, place) => optionView(option, place, at, model, choose))}
    </ul>
  </div>`
}

// Those who are known, and whoever else may be meant; for a claim only those who have joined.
function optionsOf({ people, sought, form }) {
  const claims = form.kind === "claim"
  const known = found(
    people.filter(person => !claims || !person.guest),
    sought,
  ).slice(0, MOST_SHOWN)
  const options = known.map(person => ({ person }))
  return claims || !known.length ? options : [...options, { person: null }]
}

function optionView({ person }, place, at, { session, sought, queue }, choose) {
  const waits = person && queue.some(request => request.person.id === person.id)
  return html`<li
    id="person-option-${place}"
    class="combo__one"
    role="option"
    aria-selected=${place === at}
    @pointerdown=${event => event.preventDefault()}
    @click=${() => choose({ person })}
  >
    ${
      person
        ? html`<b><bdi>${person.name}</bdi></b>
            <span class="soft">
              ${affiliationView(person, session)}
              ${waits ? html` · ${_("in the queue already")}` : nothing}
            </span>`
        : _("Somebody new: {name}", { name: html`<bdi>${sought}</bdi>` })
    }
  </li>`
}

// By keys: the arrows go through what was found, Enter takes it, Escape leaves the name as written.
function steer(event, options, at, choose, actions) {
  if (!options.length) return
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step) actions.point((at + step + options.length) % options.length)
  else if (event.key === "Enter") choose(options[at])
  else if (event.key === "Escape") actions.unlist()
  else return
  event.preventDefault()
}
