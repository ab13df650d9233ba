// The notes by item and speaker, each to be revised in place.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { grouped, matching } from "../model/feed.js"
import { TAGS } from "../model/draft.js"
import { affiliationView, icon } from "./person.js"
import { itemView } from "./now.js"
import { tagText } from "./notes.js"
import { refusedView } from "./refused.js"
import { revisionView } from "./revision.js"

export function filtersView({ notes, tag, words }, actions) {
  const count = one => notes.filter(note => note.tag === one).length
  return html`<div class="filters row">
    <div class="row scrolls" role="group" aria-label=${_("Show only")}>
      ${TAGS.map(
        one =>
          html`<button
            type="button"
            aria-pressed=${tag === one}
            @click=${() => actions.filter(one)}
          >
            ${tagText(one)} <span class="num soft">${count(one)}</span>
          </button>`,
      )}
    </div>
    <input
      type="search"
      class="grow"
      dir="auto"
      aria-label=${_("Search in the notes")}
      placeholder=${_("Search")}
      .value=${words}
      @input=${event => actions.searchNotes(event.target.value)}
    />
  </div>`
}

export function feedView(model, actions, revisions, unsent = []) {
  const shown = matching(model.notes, model)
  if (!shown.length && !unsent.length) return html`<p class="soft">${emptyText(model)}</p>`
  return html`${repeat(
    grouped(shown),
    block => block.runs[0].notes[0].id,
    block => itemGroupView(block, model, actions, revisions),
  )}
  ${unsent.length ? unsentView(unsent) : nothing}`
}

function emptyText({ notes }) {
  return notes.length ? _("No note is like that.") : _("There are no notes yet.")
}

function itemGroupView({ item, runs }, model, actions, revisions) {
  const known = model.agenda.find(one => one.id === item)
  return html`<section class="feed__item">
    <h2 class="feed__heading">${known ? itemView(known) : _("Outside of the agenda")}</h2>
    ${repeat(
      runs,
      run => run.notes[0].id,
      run => runView(run, model, actions, revisions),
    )}
  </section>`
}

function runView({ speaker, notes }, model, actions, revisions) {
  return html`<div class="feed__run">
    ${
      speaker
        ? html`<h3 class="feed__speaker">
            <bdi>${speaker.name}</bdi>
            <span class="soft">${affiliationView(speaker, model.session)}</span>
          </h3>`
        : nothing
    }
    <ol aria-label=${speaker ? _("Notes on {name}", { name: speaker.name }) : _("Notes")}>
      ${repeat(
        notes,
        note => note.id,
        note =>
          html`<li class="note" data-row data-note=${note.id}>
            ${revisions.of(note.id) ? revisionView(note, revisions) : noteView(note, model, actions, revisions)}
            ${refusedView(model, `note/${note.id}`, actions)}
          </li>`,
      )}
    </ol>
  </div>`
}

function noteView(note, { session }, actions, revisions) {
  return html`<div class="note__line">
    <div class="grow">
      <p class="note__about">
        <span class="num">${timeOfDay(note.happened_at, session.time_zone)}</span>
        ${note.tag ? html`<b class="note__tag note__tag--${note.tag}">${tagText(note.tag)}</b>` : nothing}
        <span>${_("by {name}", { name: html`<bdi>${note.author.name}</bdi>` })}</span>
        ${note.revision > 1 ? html`<span>${_("revised")}</span>` : nothing}
      </p>
      <p class="note__text" dir="auto">${note.text}</p>
    </div>
    <div class="note__acts">
      <button type="button" class="quiet" @click=${() => actions.revise(note)}>
        ${_("Revise")}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label=${_("Retract this note")}
        @click=${() => actions.retract(note)}
      >
        ${icon("close")}
      </button>
    </div>
  </div>`
}

// What has been posted here and is not at the server yet.
function unsentView(unsent) {
  return html`<ol class="feed__unsent" aria-label=${_("Not saved yet")}>
    ${repeat(
      unsent,
      entry => entry.id,
      entry =>
        html`<li class="note">
          <p class="note__about is-wait">${_("Saving…")}</p>
          <p class="note__text" dir="auto">${entry.with.text}</p>
        </li>`,
    )}
  </ol>`
}
