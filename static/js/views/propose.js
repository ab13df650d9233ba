// Where a participant proposes a note, and sees what became of it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { keep, restored } from "../kept.js"
import { refusalText } from "../refusals.js"

const FIELD = "proposal"
const key = () => `plenary.proposal.${document.body.dataset.code}`

export function proposeView(model, actions) {
  const { session, me, takesPart } = model
  const asked = session.proposals && takesPart && ["open", "suspended"].includes(session.status)
  return html`${asked ? formView(model, actions) : nothing} ${ownView(me.proposals)}`
}

// What is written is kept until the server has it, also over a reload.
function formView({ notProposed, limits, unanswered, connected }, actions) {
  const sending = unanswered.filter(entry => entry.do === "note.propose").length
  return html`<form class="propose stack" @submit=${event => propose(event, actions)}>
    <label for=${FIELD}>${_("Propose a note")}</label>
    ${notProposed ? refusedView(notProposed, actions) : nothing}
    <textarea
      id=${FIELD}
      name="text"
      rows="2"
      dir="auto"
      required
      maxlength=${limits.proposal ?? 1000}
      placeholder=${_("What should be noted of what is said now?")}
      .defaultValue=${restored(key(), "")}
      @input=${event => keep(key(), event.target.value)}
    ></textarea>
    <div class="row">
      <p class="grow ${sending ? "is-wait" : "soft"}">${stateText(sending, connected)}</p>
      <button class="main">${_("Propose")}</button>
    </div>
  </form>`
}

function stateText(sending, connected) {
  if (!sending) return _("The rapporteurs decide whether to note it.")
  return connected
    ? _("Sending…")
    : _("Not sent yet. It will go as soon as you are connected.")
}

// From here on it is in the outbox, which lasts as long.
function propose(event, actions) {
  event.preventDefault()
  const field = event.target.elements.text
  const text = field.value.trim()
  if (!text) return
  actions.forgetProposal()
  actions.propose(text)
  field.value = ""
  keep(key(), "")
}

function refusedView({ text, refusal }, actions) {
  const again = () => {
    const field = document.getElementById(FIELD)
    field.value = [field.value.trim(), text].filter(Boolean).join("\n")
    keep(key(), field.value)
    field.focus()
    actions.forgetProposal()
  }
  return html`<div class="notice notice--stop stack" role="alert">
    <p><b>${_("Not sent.")}</b> ${proposalText(refusal)}</p>
    <p class="note__text" dir="auto">${text}</p>
    <div class="row">
      <button type="button" @click=${again}>${_("Put it back into the field")}</button>
      <button type="button" @click=${actions.forgetProposal}>${_("Discard")}</button>
    </div>
  </div>`
}

function proposalText(refusal) {
  const texts = {
    proposals_closed: _("Notes cannot be proposed in this session."),
    too_many_proposals: _(
      "{most} of your proposals wait already. Send this when some have been dealt with.",
      { most: refusal.details?.most },
    ),
  }
  return texts[refusal.code] ?? refusalText(refusal)
}

function ownView(proposals) {
  if (!proposals?.length) return nothing
  return html`<ul class="notes" aria-label=${_("What you have proposed")}>
    ${[...proposals].reverse().map(
      ({ text, state }) =>
        html`<li class="note">
          <p class="note__about">${becameView(state)}</p>
          <p class="note__text" dir="auto">${text}</p>
        </li>`,
    )}
  </ul>`
}

function becameView(state) {
  const views = {
    waiting: html`<b class="is-wait">${_("Waits for the rapporteurs")}</b>`,
    accepted: html`<b class="is-go">${_("Noted")}</b>`,
    declined: html`<b>${_("Not noted")}</b>`,
  }
  return views[state] ?? nothing
}
