// A note that is being revised in place; if another was faster, both texts are there to see.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { _ } from "../i18n.js"
import { TAGS } from "../model/draft.js"
import { refusalText } from "../refusals.js"
import { overtaken } from "../revisions.js"
import { tagText } from "./notes.js"

export function revisionView(note, revisions) {
  const edit = revisions.of(note.id)
  const theirs = overtaken(note, edit)
  return html`<div class="revision stack">
    ${theirs ? theirsView(note) : nothing}
    <textarea
      id="revision-${note.id}"
      aria-label=${theirs ? _("Your text") : _("Text of the note")}
      dir="auto"
      rows="2"
      ?readonly=${edit.sending}
      .value=${live(edit.text)}
      @input=${event => revisions.type(note.id, event.target.value)}
      @keydown=${event => keyed(event, note, revisions, theirs)}
    ></textarea>
    ${refusedText(edit, theirs)}
    <div class="row">
      ${tagChoice(note, edit, revisions)}
      ${theirs ? conflictButtons(note, revisions) : buttons(note, edit, revisions)}
    </div>
  </div>`
}

function keyed(event, note, revisions, theirs) {
  if (event.isComposing) return
  if (event.key === "Escape") revisions.cancel(note.id)
  else if (event.key === "Enter" && !event.shiftKey && !theirs) revisions.save(note.id)
  else return
  event.preventDefault()
}

function theirsView(note) {
  return html`<div class="notice notice--wait stack stack--tight">
    <p><b>${_("Somebody else has changed this note meanwhile. It now says:")}</b></p>
    <p class="note__text" dir="auto">${note.text}</p>
  </div>`
}

function refusedText({ refusal }, theirs) {
  if (!refusal || (theirs && refusal.code === "stale")) return nothing
  return html`<p class="field__error">${refusalText(refusal)}</p>`
}

function tagChoice(note, edit, revisions) {
  const choose = event => revisions.chooseTag(note.id, event.target.value || null)
  return html`<select class="revision__tag" aria-label=${_("Tag")} @change=${choose}>
    <option value="" .selected=${edit.tag === null}>${_("No tag")}</option>
    ${TAGS.map(tag => html`<option value=${tag} .selected=${edit.tag === tag}>${tagText(tag)}</option>`)}
  </select>`
}

function buttons(note, edit, revisions) {
  return html`<button
      type="button"
      class="main"
      aria-disabled=${edit.sending}
      @click=${() => edit.sending || revisions.save(note.id)}
    >
      ${edit.sending ? _("Saving…") : _("Save")}
    </button>
    <button type="button" @click=${() => revisions.cancel(note.id)}>${_("Cancel")}</button>`
}

function conflictButtons(note, revisions) {
  return html`<button
      type="button"
      class="main"
      @click=${() => revisions.saveOver(note.id, note.revision)}
    >
      ${_("Save mine in its place")}
    </button>
    <button type="button" @click=${() => revisions.cancel(note.id)}>${_("Keep theirs")}</button>`
}
