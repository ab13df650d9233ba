// What the rapporteurs write, newest first.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"

export function notesView({ notes, notesShown, session }, actions) {
  if (!notes.length) return html`<p class="soft">${_("There are no notes yet.")}</p>`
  const shown = notes.slice(0, notesShown)
  return html`<ol class="notes" aria-label=${_("Notes")}>
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

function noteView(note, session) {
  return html`<li class="note">
    <p class="note__about">
      <span class="num">${timeOfDay(note.happened_at, session.time_zone)}</span>
      ${note.tag ? html`<b class="note__tag note__tag--${note.tag}">${tagText(note.tag)}</b>` : nothing}
      ${note.speaker ? html`<bdi>${note.speaker.name}</bdi>` : nothing}
    </p>
    <p class="note__text" dir="auto">${note.text}</p>
  </li>`
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
