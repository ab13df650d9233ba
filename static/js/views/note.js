// A note as the staff has it: what it says, what it was, and what can be done with it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { timeOfDay } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { historyView } from "./history.js"
import { markupView } from "./markup.js"
import { tagText } from "./notes.js"
import { icon } from "./person.js"
import { taskView } from "./task.js"

const LATER_MS = 60_000
const NAMED_BY = 60 // characters

export function noteView(note, model, actions) {
  const unfolded = model.unfolded === note.id
  return html`<div class="note__line">
      <div class="grow">
        <p class="note__about">${aboutView(note, model)} ${revisedView(note, unfolded, actions)}</p>
        ${note.tag === "action" ? actionView(note) : nothing} ${saidView(note)}
      </div>
      ${actsView(note, model.session, actions)}
    </div>
    ${unfolded ? historyView(note, model.session) : nothing}`
}

function saidView({ text, redacted }) {
  return redacted && !text
    ? html`<p class="note__text soft">${_("Its words were erased.")}</p>`
    : markupView(text)
}

function aboutView(note, { session }) {
  const { tag, author, proposed_by } = note
  const proposer = proposed_by && html`<bdi>${proposed_by.name}</bdi>`
  return html`<span class="num">${timeOfDay(note.happened_at, session.time_zone)}</span>
    ${tag ? html`<b class="note__tag note__tag--${tag}">${tagText(tag)}</b>` : nothing}
    <span>${_("by {name}", { name: html`<bdi>${author.name}</bdi>` })}</span>
    ${proposer ? html`<span>${_("proposed by {name}", { name: proposer })}</span>` : nothing}
    ${retractedView(note, session)} ${writtenView(note, session)}`
}

// Where that was much later than what it is about.
function writtenView({ at, happened_at }, session) {
  if (at - happened_at < LATER_MS) return nothing
  return html`<span>${_("written at {time}", { time: timeOfDay(at, session.time_zone) })}</span>`
}

function retractedView({ retracted_by, retracted_at }, session) {
  if (retracted_at === undefined) return nothing
  const [name, time] = [retracted_by?.name ?? "", timeOfDay(retracted_at ?? 0, session.time_zone)]
  return html`<span class="is-stop">
    ${name ? _("retracted by {name} at {time}", { name: html`<bdi>${name}</bdi>`, time }) : _("retracted")}
  </span>`
}

function revisedView({ id, revision }, unfolded, actions) {
  if (revision === 1) return nothing
  return html`<button
    type="button"
    class="quiet note__revised"
    aria-expanded=${unfolded}
    @click=${() => actions.unfold(unfolded ? null : id)}
  >
    ${ngettext("revised once", "revised {n} times", revision - 1)}
  </button>`
}

// What is missing is said: it is asked for before the record is final.
function actionView(note) {
  const task = taskView(note)
  return html`<p class="note__task">
    ${task === nothing ? html`<span class="soft">${_("Nobody has been named for it yet.")}</span>` : task}
  </p>`
}

// Words can be erased whatever has become of the note, and of the record.
function actsView(note, { final }, actions) {
  const gone = note.retracted_at !== undefined
  return html`<div class="note__acts">
    ${final ? nothing : gone ? goneView(note, actions) : standingView(note, actions)}
    ${note.redacted ? nothing : actView(_("Erase"), note, () => actions.redact(note))}
  </div>`
}

function standingView(note, actions) {
  return html`${note.redacted ? nothing : changesView(note, actions)}
    <button
      type="button"
      class="quiet"
      aria-label=${nameOf(_("Retract this note"), note)}
      @click=${() => actions.retract(note)}
    >
      ${icon("close")}
    </button>`
}

function changesView(note, actions) {
  return html`<button
      type="button"
      class="quiet"
      aria-pressed=${note.pinned}
      aria-label=${nameOf(_("Pin"), note)}
      @click=${() => actions.pin(note, !note.pinned)}
    >
      ${_("Pin")}
    </button>
    <button
      type="button"
      class="quiet"
      data-returns
      aria-label=${nameOf(_("Revise"), note)}
      @click=${() => actions.revise(note)}
    >
      ${_("Revise")}
    </button>`
}

function goneView(note, actions) {
  return note.redacted
    ? nothing
    : actView(_("Write it again"), note, () => actions.writeAgain(note))
}

function actView(verb, note, act) {
  return html`<button type="button" class="quiet" aria-label=${nameOf(verb, note)} @click=${act}>
    ${verb}
  </button>`
}

// As a label: text that is unseen would be copied and found with the notes.
function nameOf(act, { text }) {
  const start = text.slice(0, NAMED_BY)
  return _("{act}: {text}", { act, text: start === text ? text : `${start}…` })
}
