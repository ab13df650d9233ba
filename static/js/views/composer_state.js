// How far what was written has got, and what came back.

import { html } from "../../vendor/lit-html/lit-html.js"
import { deviceNow } from "../clock.js"
import { _, ngettext } from "../i18n.js"
import { refusalText } from "../refusals.js"

const LATE_MS = 5000

// Whether something that was sent has had no answer for so long that people should know.
export function isLate({ at }) {
  return deviceNow() - at >= LATE_MS
}

export function stateView({ text }, composer, { connected, revising }) {
  const unsent = composer.unsent()
  if (unsent.length) return unsentState(unsent, connected)
  if (text.trim()) return html`<span class="is-wait">${_("Not posted yet")}</span>`
  if (revising) return html`<span class="is-wait">${_("A change is not saved yet")}</span>`
  return html`<span class="soft">${_("Everything is saved")}</span>`
}

function unsentState(unsent, connected) {
  const n = unsent.length
  if (connected && !unsent.some(isLate))
    return html`<span class="is-wait">${ngettext("Saving {n} note…", "Saving {n} notes…", n)}</span>`
  return html`<b class="is-stop"
    >${ngettext("{n} note not saved yet", "{n} notes not saved yet", n)}</b
  >`
}

// `back` brings the focus back to the field.
export function returnedView(one, composer, back) {
  return html`<div class="notice notice--stop stack" role="group" aria-label=${_("Not saved")}>
    <p><b>${_("Not saved.")}</b> ${whyText(one.refusal)}</p>
    <p class="note__text" dir="auto">${one.text}</p>
    <div class="row">
      <button type="button" @click=${event => (composer.take(one), back(event, composer))}>
        ${_("Put it back into the field")}
      </button>
      <button type="button" @click=${event => (composer.discard(one), back(event, composer))}>
        ${_("Discard")}
      </button>
    </div>
  </div>`
}

function whyText(refusal) {
  if (!refusal) return _("The note has been retracted meanwhile.")
  if (refusal.code === "somebody_else")
    return _("Somebody else came in on this page before it was sent.")
  return refusalText(refusal)
}
