// The draft summary: what will stand in the record as prose, section by section.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { GENERAL, sections } from "../model/sections.js"
import { itemView } from "./now.js"
import { refusedView } from "./refused.js"
import { sectionEditorView } from "./section_editor.js"

export function draftAreaView(model, actions, { drafting }) {
  return html`<div class="stack stack--tight">
      <h2 class="label">${_("Draft summary")}</h2>
      <p class="soft draft__about">
        ${_("Prose for the record. Each section begins with its notes; one person writes at a time.")}
      </p>
    </div>
    ${repeat(
      sections(model.documents),
      section => section.id,
      section => sectionView(section, model, actions, drafting),
    )}`
}

function sectionView(section, model, actions, drafting) {
  const edit = drafting.of(section.id)
  const current = section.item && section.id === model.item?.id
  return html`<section
    class="draft__section stack"
    data-row
    data-section=${section.id}
    aria-labelledby="section-${section.id}"
    ?data-writing=${edit !== null}
  >
    <div class="row">
      <h3 class="grow" id="section-${section.id}">
        ${titleText(section)}
        ${current ? html`<span class="draft__now">${_("now")}</span>` : nothing}
      </h3>
      ${edit || model.session.final ? nothing : writeButton(section, model, actions)}
    </div>
    ${writerView(section, model, edit)}
    ${
      edit
        ? sectionEditorView(section, edit, model, actions, drafting)
        : html`<p class="note__text draft__text" dir="auto">${section.text || emptyText(section)}</p>
            ${writtenView(section, model)}`
    }
    ${section.asides.map(aside => asideView(section, aside, model, actions, edit))}
    ${refusedView(model, `section/${section.id}`, actions)}
  </section>`
}

export function titleText({ id, item }) {
  if (item) return itemView(item)
  return id === GENERAL ? _("Outside of the agenda") : _("Next steps")
}

function emptyText({ revision }) {
  const text = revision === null ? _("Not begun yet.") : _("Empty.")
  return html`<span class="soft">${text}</span>`
}

function writeButton(section, { you }, actions) {
  const other = section.writer !== null && section.writer.id !== you?.id
  return html`<button
    type="button"
    id="write-${section.id}"
    @click=${() => actions.write(section)}
  >
    ${other ? _("Take over") : _("Write")} <span class="unseen">${titleText(section)}</span>
  </button>`
}

function writerView({ writer }, { you }, edit) {
  if (writer === null || (edit && writer.id === you?.id)) return nothing
  if (writer.id === you?.id)
    return html`<p class="draft__writer">${_("You are writing this section on another page.")}</p>`
  return html`<p class="draft__writer">
    ${_("{name} is writing this section.", { name: html`<bdi>${writer.name}</bdi>` })}
  </p>`
}

function writtenView({ text, written_by, written_at }, { session }) {
  if (!text) return nothing
  if (!written_by) return html`<p class="soft draft__state">${_("From the notes")}</p>`
  return html`<p class="soft draft__state">
    ${_("Written by {name}, {time}", {
      name: html`<bdi>${written_by.name}</bdi>`,
      time: timeOfDay(written_at, session.time_zone),
    })}
  </p>`
}

function asideView(section, aside, { session }, actions, edit) {
  const name = html`<bdi>${aside.author.name}</bdi>`
  const time = timeOfDay(aside.at, session.time_zone)
  return html`<div
    class="notice notice--wait stack stack--tight"
    role="group"
    aria-label=${_("Set aside")}
  >
    <p>
      <b>${_("{name} wrote this too, {time}. It is not in the text.", { name, time })}</b>
    </p>
    <p class="note__text" dir="auto">${aside.text}</p>
    <div class="row">
      ${
        edit && !edit.over
          ? html`<button type="button" @click=${() => actions.takeAsideIn(section, aside)}>
              ${_("Add it to the text")}
            </button>`
          : nothing
      }
      <button type="button" @click=${() => actions.dropAside(section, aside)}>
        ${_("Discard")}
      </button>
    </div>
  </div>`
}
