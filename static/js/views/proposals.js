// What participants propose as notes: to be noted as it is, in other words, or not.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { TAGS } from "../model/draft.js"
import { markupView } from "./markup.js"
import { tagText } from "./notes.js"
import { affiliationView, nameView } from "./person.js"
import { refusedView } from "./refused.js"

export function proposalsView(model, actions, proposals) {
  if (!model.proposed.length) return nothing
  return html`<section class="proposals stack" aria-label=${_("Proposed by participants")}>
    <h2 class="label">${_("Proposed by participants")}</h2>
    <ol>
      ${repeat(
        model.proposed,
        one => one.id,
        one =>
          html`<li class="note" data-row>
            ${proposalView(one, model, proposals)}
            ${refusedView(model, `proposal/${one.id}`, actions)}
          </li>`,
      )}
    </ol>
  </section>`
}

function proposalView(one, { session, limits }, proposals) {
  const { text } = proposals.of(one.id)
  return html`<p class="note__about">
      <span class="num">${timeOfDay(one.at, session.time_zone)}</span>
      <b>${nameView(one.author)}</b> <span>${affiliationView(one.author, session)}</span>
    </p>
    ${text === null ? markupView(one.text) : fieldView(one.id, text, limits, proposals)}
    ${session.final ? nothing : choiceView(one, text, proposals)}`
}

function choiceView(one, text, proposals) {
  return html`<div class="row">
    ${tagChoice(one.id, proposals)}
    <button type="button" class="main" @click=${() => proposals.accept(one.id)}>
      ${_("Note it")}
    </button>
    ${
      text === null
        ? html`<button type="button" @click=${() => proposals.begin(one)}>${_("Edit")}</button>`
        : html`<button type="button" @click=${() => proposals.cancel(one.id)}>
            ${_("Cancel")}
          </button>`
    }
    <button type="button" @click=${() => proposals.decline(one.id)}>${_("Do not note it")}</button>
  </div>`
}

function fieldView(id, text, limits, proposals) {
  return html`<textarea
    id="proposal-${id}"
    aria-label=${_("Text of the note")}
    dir="auto"
    rows="2"
    maxlength=${limits.note ?? 20000}
    .value=${live(text)}
    @input=${event => proposals.change(id, { text: event.target.value })}
  ></textarea>`
}

function tagChoice(id, proposals) {
  const { tag } = proposals.of(id)
  const choose = event => proposals.change(id, { tag: event.target.value || null })
  return html`<select class="revision__tag" aria-label=${_("Tag")} @change=${choose}>
    <option value="" .selected=${tag === null}>${_("No tag")}</option>
    ${TAGS.map(one => html`<option value=${one} .selected=${tag === one}>${tagText(one)}</option>`)}
  </select>`
}
