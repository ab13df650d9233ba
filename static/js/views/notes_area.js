// Where the rapporteur writes: the feed of notes, and the composer under it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { composerView } from "./composer.js"
import { filtersView } from "./filters.js"
import { feedView } from "./notes_feed.js"
import { askingView, endedView } from "./outbox.js"
import { proposalsView } from "./proposals.js"

export function notesAreaView(model, actions, { live, composer, revisions, proposals }) {
  return html`${endedView(live, model.session.code)}
    ${model.session.status === "closed" ? closedView() : nothing} ${askingView(live)}
    ${filtersView(model, actions)}
    <div
      class="feed writing__feed"
      id="feed"
      tabindex="0"
      role="region"
      aria-label=${_("All notes")}
    >
      ${feedView(model, actions, revisions, composer.unsent())}
    </div>
    ${proposalsView(model, actions, proposals)} ${composerView(model, composer, true)}`
}

function closedView() {
  return html`<div class="notice row">
    <p class="grow">
      <b>${_("The session is closed.")}</b> ${_("Notes can still be added and revised.")}
    </p>
    <a class="button main" href=${document.body.dataset.recordUrl}>${_("Open the record")}</a>
  </div>`
}
