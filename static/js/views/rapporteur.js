// The rapporteur's page: the notes, the draft summary, and what is said. Side by side where there
// is room; else some of the areas, or all, behind tabs.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { openDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { besideTabs, shownAreas } from "../model/areas.js"
import { areaTabsView } from "./area_tabs.js"
import { confirmView } from "./desk_dialogs.js"
import { connectionView } from "./connection.js"
import { draftAreaView } from "./draft_area.js"
import { notesAreaView } from "./notes_area.js"
import { rapporteurKeysView } from "./rapporteur_keys.js"
import { spokenAreaView } from "./spoken_area.js"
import { elapsedView, othersView } from "./top_bar.js"

// All areas stay on the page, also those that are not shown: what is written in one is there,
// with the caret in its place, when one comes back to it.
export function rapporteurView(model, actions, parts) {
  const told = { ...titles(), drafting: draftTitle(parts.drafting) }
  const tabs = besideTabs(model.room).map(id => ({ id, title: told[id] }))
  const shown = shownAreas(model.room, model.area)
  const current = tabs.find(({ id }) => shown.includes(id))?.id
  const areaView = (id, classes, panel) =>
    html`<section
      id=${id}
      class=${classes}
      role=${current === id ? "tabpanel" : nothing}
      aria-label=${titles()[id]}
      tabindex=${id === "writing" ? nothing : 0}
      ?hidden=${!shown.includes(id)}
    >
      ${panel}
    </section>`
  return html`${tabs.length ? areaTabsView(tabs, current, actions.chooseArea) : nothing}
  ${areaView("writing", "writing", notesAreaView(model, actions, parts))}
  ${areaView("drafting", "drafting", draftAreaView(model, actions, parts))}
  ${areaView("spoken", "spoken", spokenAreaView(model, actions, parts))}`
}

function draftTitle(drafting) {
  if (!drafting.unsaved()) return titles().drafting
  return html`${titles().drafting} <span class="is-wait">(${_("not saved")})</span>`
}

function titles() {
  return { writing: _("Notes"), drafting: _("Draft summary"), spoken: _("What is said") }
}

export function rapporteurBarView(model, live, drafting) {
  return html`${draftStateView(drafting)}
    ${elapsedView(model)}
    <span class="top-bar__roomy">${othersView(model)}</span>
    ${connectionView(live)}
    <button
      type="button"
      class="quiet desk-only"
      aria-keyshortcuts="?"
      @click=${() => openDialog("keys")}
    >
      ${_("Keys")}
    </button>`
}

// Also while the section that is written is out of sight.
function draftStateView(drafting) {
  if (!drafting.unsaved()) return nothing
  return html`<p class="is-wait desk-only top-bar__fact">${_("The draft is not saved yet")}</p>`
}

export function rapporteurDialogsView(model, actions) {
  return html`${confirmView(model, actions)} ${rapporteurKeysView()}`
}
