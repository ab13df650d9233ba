// A note that is being revised in place; if another was faster, both texts are there to see.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { _ } from "../i18n.js"
import { TAGS } from "../model/draft.js"
import { namedPeople } from "../model/people.js"
import { ownerOf } from "../model/task.js"
import { refusalText } from "../refusals.js"
import { overtaken } from "../revisions.js"
import { isLate } from "./composer_state.js"
import { differencesView } from "./history.js"
import { tagText } from "./notes.js"
import { saidAtView } from "./said_at.js"
import { taskFields } from "./task.js"

const COMPOSING = 229

export function revisionView(note, model, revisions) {
  const edit = revisions.of(note.id)
  const theirs = overtaken(note, edit)
  const key = event => keyed(event, note, revisions, theirs)
  return html`<div class="revision stack">
    <div class=${theirs ? "revision__both" : nothing}>
      ${theirs ? theirsView(note, edit) : nothing}
      <textarea
        id="revision-${note.id}"
        aria-label=${theirs ? _("Your text") : _("Text of the note")}
        dir="auto"
        rows="2"
        maxlength=${model.limits.note ?? 20000}
        ?readonly=${edit.sending}
        .value=${live(edit.text)}
        @input=${event => revisions.type(note.id, event.target.value)}
        @keydown=${key}
      ></textarea>
    </div>
    ${edit.tag === "action" ? actionFields(note.id, edit, model, revisions, key) : nothing}
    ${saidAtView(note, edit, model, at => revisions.change(note.id, { at }))}
    ${refusedText(edit, theirs)} ${waitingText(edit)}
    <div class="row">
      ${tagChoice(note, edit, revisions)}
      ${theirs ? conflictButtons(note, revisions) : buttons(note, edit, revisions)}
    </div>
  </div>`
}

function keyed(event, note, revisions, theirs) {
  if (event.isComposing || event.keyCode === COMPOSING) return
  if (event.key === "Escape") revisions.cancel(note.id)
  else if (event.key === "Enter" && !event.shiftKey && !theirs) revisions.save(note.id)
  else return
  event.preventDefault()
}

function theirsView(note, edit) {
  return html`<div class="notice notice--wait stack stack--tight">
    <p><b>${_("Somebody else has changed this note meanwhile. It now says:")}</b></p>
    ${differencesView(edit.base ?? note.text, note.text)}
  </div>`
}

function actionFields(id, edit, { documents }, revisions, key) {
  const people = namedPeople(documents)
  const known = people.find(one => one.id === edit.owner)
  const task = { id: `revision-${id}`, owner: known?.name ?? edit.owner_text, due: edit.due }
  const choose = {
    owner(words) {
      const { owner, owner_text } = ownerOf(words, people)
      revisions.change(id, { owner: owner?.id ?? null, owner_text })
    },
    due: due => revisions.change(id, { due: due || null }),
    key,
  }
  return taskFields({ ...task, known, people }, choose)
}

function refusedText({ refusal }, theirs) {
  if (!refusal || (theirs && refusal.code === "stale")) return nothing
  return html`<p class="field__error">${refusalText(refusal)}</p>`
}

function waitingText({ sending, sentAt }) {
  if (!sending || !isLate({ at: sentAt })) return nothing
  return html`<p class="is-stop">
    <b>${_("Not saved yet.")}</b> ${_("It is kept here, and will go as soon as you are connected.")}
  </p>`
}

function tagChoice(note, edit, revisions) {
  const choose = event => revisions.change(note.id, { tag: event.target.value || null })
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
    <button type="button" @click=${() => revisions.saveApart(note.id, note)}>
      ${_("Post mine as a note of its own")}
    </button>
    <button type="button" @click=${() => revisions.cancel(note.id)}>${_("Keep theirs")}</button>`
}
