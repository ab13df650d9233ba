// What stands before the desk for a moment: a question, the QR code, the keys.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { areOn, switchKeys } from "../keys.js"
import { closeButton } from "./ask.js"
import { shownCode } from "./top_bar.js"

// question: {title, lines: [text], choices?: fields, verb, act, other?: {verb, act}}
export function confirmView({ question }, actions) {
  return html`<dialog
    id="confirm"
    class="drawer"
    aria-labelledby="confirm-title"
    @click=${closeBeside}
  >
    ${question ? keyed(question, questionView(question, actions)) : nothing}
  </dialog>`
}

function questionView(question, actions) {
  const confirm = event =>
    actions.confirmed(question, Object.fromEntries(new FormData(event.currentTarget.form)))
  return html`<form method="dialog" class="stack">
    <h2 id="confirm-title">${question.title}</h2>
    ${question.lines.map(line => html`<p>${line}</p>`)} ${question.choices ?? nothing}
    <div class="row confirm__acts">
      <button autofocus>${_("Cancel")}</button>
      ${question.other ? html`<button @click=${question.other.act}>${question.other.verb}</button>` : nothing}
      <button class="main" @click=${confirm}>${question.verb}</button>
    </div>
  </form>`
}

export function qrView() {
  const { code, joinUrl } = document.body.dataset
  return html`<dialog id="qr" class="drawer qr" aria-labelledby="qr-title" @click=${closeBeside}>
    <div class="drawer__head">
      <h2 id="qr-title">${_("How to join")}</h2>
      ${closeButton()}
    </div>
    <img
      src="/j/${code}/qr.svg"
      alt=${_("QR code to join this session")}
      width="480"
      height="480"
    />
    <p class="qr__address" dir="ltr">${joinUrl.split("://")[1].split("/")[0]}</p>
    <p class="qr__code num join-code" dir="ltr">${shownCode(code)}</p>
  </dialog>`
}

function places() {
  return [
    [_("Skip"), _("They go behind the next one, and no time is charged. The third time asks.")],
    [_("Give back"), _("The turn ends, and the floor is free.")],
    [
      _("Undo"),
      _("What was done to floor and queue, also by the other moderator: thirty deep, the last first. Polls, notes and agenda stay."),
    ],
    [_("⋮ of a request"), _("Move, speaking time, the last word, in writing instead, remove.")],
    [_("⋮ of the queue"), _("Points of order, statements in writing from all, clear.")],
    [_("⋮ at the top"), _("Settings: who goes first, speaking times, shares of groups.")],
    [_("Log"), _("What each moderator did; who it was that interrupted.")],
  ]
}

export function keysView() {
  const keys = [
    ["N", _("Next: give the floor to the first of the queue; or back to whoever was interrupted")],
    [_("Space"), _("Pause the clock, or let it go on")],
    ["+", _("One more minute for the speaker")],
    ["K", _("Skip the speaker, who did not answer")],
    ["I", _("Let a point of order interrupt the speaker")],
    ["Q", _("Quick pulse: ask at once how the room feels")],
    ["U", _("Undo what was done last to floor and queue")],
    ["S", _("Give the floor to whom the advice suggests")],
    ["A", _("Add somebody to the queue")],
    ["P", _("The next step of the poll: open, close, publish")],
    ["J", _("Show how to join")],
    ["?", _("Show these keys")],
    ["Alt ↑ ↓", _("In the queue: move the request up or down")],
  ]
  return html`<dialog id="keys" class="drawer" aria-labelledby="keys-title" @click=${closeBeside}>
    <div class="drawer__head">
      <h2 id="keys-title">${_("Keys")}</h2>
      ${closeButton()}
    </div>
    <table class="keys">
      <tbody>
        ${keys.map(
          ([key, text]) =>
            html`<tr>
              <th scope="row"><kbd>${key}</kbd></th>
              <td>${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <h3>${_("Where the rest is")}</h3>
    <dl class="keys__rest">
      ${places().map(([place, text]) => html`<dt>${place}</dt> <dd>${text}</dd>`)}
    </dl>
    <label class="row keys__switch">
      <input
        type="checkbox"
        .checked=${live(areOn())}
        @change=${event => switchKeys(event.target.checked)}
      />
      <span class="grow">${_("Single keys work outside of text fields")}</span>
    </label>
  </dialog>`
}
