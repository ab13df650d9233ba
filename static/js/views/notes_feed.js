// The notes by item and speaker, each to be revised in place.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _ } from "../i18n.js"
import { grouped, matching } from "../model/feed.js"
import { isLate } from "./composer_state.js"
import { markupView } from "./markup.js"
import { noteView } from "./note.js"
import { itemView } from "./now.js"
import { affiliationView } from "./person.js"
import { refusedView } from "./refused.js"
import { revisionView } from "./revision.js"

export function feedView(model, actions, revisions, unsent = []) {
  const shown = matching(model.only === "retracted" ? model.retracted : model.notes, model)
  if (!shown.length && !unsent.length) return emptyView(model, actions)
  return html`${repeat(
    grouped(shown),
    block => block.runs[0].notes[0].id,
    block => itemGroupView(block, model, actions, revisions),
  )}
  ${unsent.length ? unsentView(unsent) : nothing}`
}

function emptyView({ notes, retracted, only }, actions) {
  if (notes.length || only) return html`<p class="soft">${_("No note is like that.")}</p>`
  if (!retracted.length) return html`<p class="soft">${_("There are no notes yet.")}</p>`
  return html`<div class="row">
    <p class="soft">${_("All notes have been retracted.")}</p>
    <button type="button" @click=${() => actions.showOnly("retracted")}>${_("Show them")}</button>
  </div>`
}

function itemGroupView({ item, runs }, model, actions, revisions) {
  const known = model.agenda.find(one => one.id === item)
  return html`<section class="feed__item" data-item=${item ?? ""}>
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
            ${revisions.of(note.id) ? revisionView(note, model, revisions) : noteView(note, model, actions)}
            ${refusedView(model, `note/${note.id}`, actions)}
          </li>`,
      )}
    </ol>
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
          ${
            isLate(entry)
              ? html`<p class="note__about is-stop"><b>${_("Not saved yet")}</b></p>`
              : html`<p class="note__about is-wait">${_("Saving…")}</p>`
          }
          ${markupView(entry.with.text)}
        </li>`,
    )}
  </ol>`
}
