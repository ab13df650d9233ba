// Which notes are shown: those of a tag, those that are pinned or retracted, those with some words.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { TAGS } from "../model/draft.js"
import { tagText } from "./notes.js"

export function filtersView(model, actions) {
  const { notes, retracted, tag, only, words } = model
  const pinned = notes.filter(note => note.pinned).length
  const among = only === "retracted" ? retracted : notes
  const count = one => among.filter(note => note.tag === one).length
  const filter = (name, n, pressed, choose) =>
    html`<button type="button" aria-pressed=${pressed} @click=${choose}>
      ${name} <span class="num soft">${n}</span>
    </button>`
  const kept = (one, name, n) =>
    n || only === one ? filter(name, n, only === one, () => actions.showOnly(one)) : nothing
  return html`<div class="filters row">
    <div class="row scrolls" role="group" aria-label=${_("Show only")}>
      ${TAGS.map(one => filter(tagText(one), count(one), tag === one, () => actions.filter(one)))}
      ${kept("pinned", _("Pinned"), pinned)} ${kept("retracted", _("Retracted"), retracted.length)}
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
