// Where the rapporteur writes: the feed of notes, and the composer under it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _, ngettext } from "../i18n.js"
import { composerView } from "./composer.js"
import { filtersView } from "./filters.js"
import { feedView } from "./notes_feed.js"
import { askingView, endedView } from "./outbox.js"
import { proposalsView } from "./proposals.js"

export function notesAreaView(model, actions, { live, composer, revisions, proposals, missing }) {
  return html`${endedView(live, model.session.code)}
    ${model.session.status === "closed" ? closedView(model.session, missing.count()) : nothing}
    ${askingView(live)}
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
    ${proposalsView(model, actions, proposals)}
    ${canWrite(model, composer) ? composerView(model, composer, true) : nothing}`
}

// What was written before the record was final stays there to be copied.
function canWrite({ session }, composer) {
  return !session.final || composer.draft().text || composer.returned().length
}

function closedView({ final }, count) {
  const { recordUrl } = document.body.dataset
  const missing = final ? 0 : count
  return html`<div class="notice row">
    <p class="grow">
      <b>${final ? _("The record is final.") : _("The session is closed.")}</b>
      ${
        final
          ? html`${_("Nothing in it can be changed any more.")} ${_("Words can still be erased for good.")}`
          : _("Notes can still be added and revised.")
      }
      ${
        missing
          ? html`<a href="${recordUrl}#missing"
              >${ngettext("{n} thing to look at before the record is final", "{n} things to look at before the record is final", missing)}</a
            >`
          : nothing
      }
    </p>
    <a class="button main" href=${recordUrl}>${_("Open the record")}</a>
  </div>`
}
