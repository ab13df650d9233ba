// The rapporteur's page: the feed, the composer under it, and who spoke beside it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { composerView } from "./composer.js"
import { confirmView } from "./desk_dialogs.js"
import { connectionView } from "./connection.js"
import { floorLogView } from "./floor_log.js"
import { feedView, filtersView } from "./notes_feed.js"
import { askingView, endedView } from "./outbox.js"
import { elapsedView, othersView } from "./top_bar.js"

export function rapporteurView(model, actions, { live, composer, revisions }) {
  return html`<section class="writing" aria-label=${_("Notes")}>
      ${endedView(live, model.session.code)}
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
      ${composerView(model, composer, true)}
    </section>
    <section class="spoken" tabindex="0" aria-labelledby="log-title">
      <h2 id="log-title" class="label">${_("Who spoke")}</h2>
      ${floorLogView(model)}
    </section>`
}

function closedView() {
  return html`<div class="notice row">
    <p class="grow">
      <b>${_("The session is closed.")}</b> ${_("Notes can still be added and revised.")}
    </p>
    <a class="button main" href=${document.body.dataset.recordUrl}>${_("Open the record")}</a>
  </div>`
}

export function rapporteurBarView(model, live) {
  return html`${elapsedView(model)}
    <span class="top-bar__roomy">${othersView(model)}</span>
    ${connectionView(live)}`
}

export function rapporteurDialogsView(model, actions) {
  return confirmView(model, actions)
}
