// In the head of the moderator's page: how long, how many, how to join, who else, what next.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { openDialog } from "../dialog.js"
import { _, ngettext } from "../i18n.js"
import { connectionView } from "./connection.js"
import { keyCap } from "./key_cap.js"
import { icon } from "./person.js"
import { isolated } from "../isolated.js"
import { hours, inARow } from "./words.js"

const NAMES_SHOWN = 2

// First: the focus is on the menu's button again when a dialog opens, and comes back there.
const CLOSING = { handleEvent: event => event.currentTarget.hidePopover(), capture: true }

export function topBarView(model, actions, live) {
  return html`${model.wide ? html`${elapsedView(model)} ${connectedView(model)} ${codeView()}` : nothing}
    <span class="top-bar__roomy">${callView(model)}</span>
    ${model.wide ? othersView(model) : nothing} ${connectionView(live)}
    <span class="top-bar__roomy row">${stateButtons(model, actions)}</span>
    <button type="button" class="quiet" popovertarget="menu" aria-label=${_("Menu")}>
      ${icon("more")}
    </button>
    <div id="menu" class="menu" popover @click=${CLOSING}>
      <div class="top-bar__tight">${callView(model)} ${stateButtons(model, actions)}</div>
      <button type="button" @click=${actions.editSettings}>
        ${_("Settings of the session")}
      </button>
      <button type="button" @click=${() => openDialog("keys")}>${_("Keys")}</button>
    </div>`
}

// On a narrow page: what has no room in the head.
export function stripView(model) {
  return html`<div class="strip row">
    ${elapsedView(model)} ${connectedView(model)} ${othersView(model)} ${codeView()}
  </div>`
}

export function elapsedView({ session, now }) {
  const { opened_at, closed_at, planned_minutes } = session
  if (opened_at === null) return nothing
  const elapsed = hours((closed_at ?? now) - opened_at)
  const text = planned_minutes
    ? _("{elapsed} of {planned}", { elapsed, planned: hours(planned_minutes * 60_000) })
    : elapsed
  return html`<p class="soft num top-bar__fact">
    <span class="unseen">${_("Elapsed time, in hours and minutes:")}</span> ${text}
  </p>`
}

function connectedView({ presence }) {
  return html`<p class="num top-bar__fact">
    ${ngettext("{n} connected", "{n} connected", presence.online)}
  </p>`
}

function codeView() {
  const { code } = document.body.dataset
  return html`<button type="button" aria-keyshortcuts="J" @click=${() => openDialog("qr")}>
    <span class="top-bar__label">${_("Join code")}</span>
    <b class="num join-code" dir="ltr">${shownCode(code)}</b> ${keyCap("J")}
  </button>`
}

export function shownCode(code) {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code
}

function callView({ session }) {
  if (!session.call_url) return nothing
  return html`<a class="button" href=${session.call_url} target="_blank" rel="noopener"
    >${_("Video call")}</a
  >`
}

export function othersView({ others }) {
  if (!others.length) return nothing
  const names = others.map(one => isolated(one.name))
  const more = names.length - NAMES_SHOWN
  const shown = names.slice(0, NAMES_SHOWN)
  if (more > 0) shown.push(ngettext("{n} more", "{n} more", more))
  return html`<p class="soft top-bar__others" title=${inARow(names)}>
    ${_("with {names}", { names: inARow(shown) })}
  </p>`
}

function stateButtons({ session }, actions) {
  const buttons = {
    draft: () =>
      html`<button type="button" class="main" @click=${actions.open}>${_("Open session")}</button>`,
    open: () =>
      html`<button type="button" @click=${actions.suspend}>${_("Suspend")}</button>
        ${endButton(actions)}`,
    suspended: () =>
      html`<button type="button" class="main" @click=${actions.open}>${_("Resume session")}</button>
        ${endButton(actions)}`,
    closed: () =>
      html`<a class="button" href=${document.body.dataset.recordUrl}>${_("Record")}</a>`,
  }
  return buttons[session.status]()
}

function endButton(actions) {
  return html`<button type="button" @click=${actions.end}>${_("End session")}</button>`
}
