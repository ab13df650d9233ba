// What the rapporteurs write, newest first.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { groupName } from "../model/places.js"
import { markupView } from "./markup.js"
import { proposeView } from "./propose.js"
import { taskView } from "./task.js"

export function notesView(model, actions) {
  const { notes, notesShown, session } = model
  const shown = notes.slice(0, notesShown)
  return html`${proposeView(model, actions)}
    ${notes.length ? nothing : html`<p class="soft">${emptyText(session)}</p>`}
    <ol class="notes" aria-label=${_("Notes")} ?hidden=${!notes.length}>
      ${repeat(
        shown,
        note => note.id,
        note => noteView(note, session),
      )}
    </ol>
    ${
      notes.length > shown.length
        ? html`<button type="button" @click=${actions.moreNotes}>${_("Earlier notes")}</button>`
        : nothing
    }`
}

function emptyText({ notes, status }) {
  if (notes === "closed" && status !== "closed")
    return _("The notes can be read here when the session is closed.")
  if (notes === "staff") return _("The notes are read by those who run the session.")
  return _("There are no notes yet.")
}

function noteView(note, session) {
  return html`<li class="note">
    <p class="note__about">
      <span class="num">${timeOfDay(note.happened_at, session.time_zone)}</span>
      ${note.tag ? html`<b class="note__tag note__tag--${note.tag}">${tagText(note.tag)}</b>` : nothing}
      ${note.speaker ? speakerView(note.speaker, session) : nothing}
    </p>
    ${note.tag === "action" ? taskLine(note) : nothing} ${note.redacted ? nothing : markupView(note.text)}
  </li>`
}

// Where nobody is named, the group speaks.
function speakerView({ name, group }, session) {
  return html`<bdi>${name || groupName(session, group)}</bdi>`
}

function taskLine(note) {
  const task = taskView(note)
  return task === nothing ? nothing : html`<p class="note__task">${task}</p>`
}

export function tagText(tag) {
  const texts = {
    point: _("Key point"),
    decision: _("Decision"),
    action: _("Action"),
    question: _("Question"),
    quote: _("Quote"),
    risk: _("Risk"),
  }
  return texts[tag] ?? tag
}
