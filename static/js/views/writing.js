// A statement in writing: instead of speaking, or because one could not be heard.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { refusalText } from "../refusals.js"
import { closeButton } from "./ask.js"
import { icon } from "./person.js"
import { unsentView } from "./unsent.js"

export function writingDialog({ me, limits }, writing) {
  if (!me.request) return nothing
  return html`<dialog
    id="write-in"
    class="drawer"
    aria-labelledby="write-in-title"
    @click=${closeBeside}
  >
    <div class="stack">
      <div class="drawer__head">
        <h2 id="write-in-title">${_("Submit in writing instead")}</h2>
        ${closeButton()}
      </div>
      <p>
        ${_("Your statement goes into the record of the session, and you leave the queue without speaking.")}
      </p>
      ${keyed(me.request, formView("write-in", me.request, limits, writing))}
    </div>
  </dialog>`
}

// What is asked for in writing, what is on its way and what has arrived.
export function writingView(model, writing, actions) {
  const { me, limits } = model
  return html`${me.write_in && !writing.sending(me.write_in) ? askedView(me.write_in, limits, writing) : nothing}
  ${repeat(
    writing.unsent(),
    entry => entry.id,
    entry => unsentView(_("Your statement in writing"), entry, model.connected, actions),
  )}
  ${repeat(
    writing.recorded(model),
    request => request,
    request => recordedView(request, writing),
  )}`
}

function askedView(request, limits, writing) {
  return html`<section class="sheet moment stack" aria-labelledby="unheard-title">
    <h2 id="unheard-title" class="moment__words">${_("You could not be heard")}</h2>
    <p>${_("You are asked for your statement in writing. It goes into the record of the session.")}</p>
    ${keyed(request, formView("unheard", request, limits, writing))}
  </section>`
}

function formView(form, request, limits, writing) {
  const submit = event => {
    event.preventDefault()
    if (!writing.draft(request).trim()) return
    event.target.closest("dialog")?.close()
    writing.send(request)
  }
  const refusal = writing.refusal(request)
  return html`<form class="writing stack" @submit=${submit}>
    <div class="field">
      <label for="${form}-text">${_("Your statement")}</label>
      <textarea
        id="${form}-text"
        rows="6"
        dir="auto"
        required
        maxlength=${limits.note ?? 20_000}
        .value=${live(writing.draft(request))}
        @input=${event => writing.type(request, event.target.value)}
      ></textarea>
    </div>
    ${refusal ? html`<p class="field__error" role="alert">${refusalText(refusal)}</p>` : nothing}
    <button class="main wide">${_("Submit in writing")}</button>
  </form>`
}

function recordedView(request, writing) {
  return html`<section class="notice notice--go row" aria-label=${_("Your statement in writing")}>
    <p class="grow">${_("Your statement is recorded. It goes into the record of the session.")}</p>
    <button
      type="button"
      class="quiet"
      aria-label=${_("Close")}
      @click=${() => writing.forget(request)}
    >
      ${icon("close")}
    </button>
  </section>`
}
