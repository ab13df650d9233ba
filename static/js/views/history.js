// What a note said before, the latest first: what was taken out and what was put in.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { differences } from "../model/diff.js"
import { revisionsOf } from "../model/feed.js"
import { tagText } from "./notes.js"

export function historyView(note, session) {
  return html`<ol class="history" aria-label=${_("Revisions")}>
    ${revisionsOf(note).map(one => revisionView(one, session))}
  </ol>`
}

function revisionView({ text, tag, by, at, before }, session) {
  return html`<li>
    <p class="note__about">
      ${at === null ? nothing : html`<span class="num">${timeOfDay(at, session.time_zone)}</span>`}
      ${by ? html`<bdi>${by.name}</bdi>` : nothing}
      ${before && before.tag !== tag ? tagsView(before.tag, tag) : nothing}
    </p>
    ${
      before
        ? differencesView(before.text, text)
        : html`<p class="note__text" dir="auto">${text}</p>`
    }
  </li>`
}

function tagsView(before, after) {
  return html`<span>
    ${before ? html`<del>${tagText(before)}</del>` : nothing}
    ${after ? html`<ins>${tagText(after)}</ins>` : nothing}
  </span>`
}

export function differencesView(before, after) {
  const views = {
    same: text => text,
    gone: text => html`<del>${text}</del>`,
    new: text => html`<ins>${text}</ins>`,
  }
  const steps = differences(before, after).map(({ kind, text }) => views[kind](text))
  return html`<p class="note__text" dir="auto">${steps}</p>`
}
