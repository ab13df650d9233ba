// The last acts of the moderators, newest first, and the turns that have no name yet.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { duration, timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { actText } from "./acts.js"
import { matterView } from "./person.js"

export function actLogView(model, actions) {
  return html`${model.nameless.length ? namelessView(model, actions) : nothing}
  ${
    model.acts.length
      ? html`<ol class="log" aria-label=${_("What the moderators did")}>
          ${repeat(
            model.acts,
            act => act.act,
            act => actView(act, model.session),
          )}
        </ol>`
      : html`<p class="soft">${_("What moderators do to floor and queue is listed here.")}</p>`
  }`
}

function actView(act, { time_zone }) {
  const text = html`<bdi>${actText(act)}</bdi>`
  return html`<li class="log__turn ${act.undone ? "log__turn--undone" : ""}">
    <p class="soft num">${timeOfDay(act.at, time_zone)}</p>
    <p>
      <b><bdi>${act.by.name}</bdi></b>
      ${act.undone ? html`<del>${text}</del> <span class="soft">· ${undoneText(act)}</span>` : text}
    </p>
  </li>`
}

function undoneText({ undone_by }) {
  return undone_by?.name
    ? _("undone by {name}", { name: html`<bdi>${undone_by.name}</bdi>` })
    : _("undone")
}

function namelessView({ nameless, session }, actions) {
  return html`<section class="nameless" aria-labelledby="nameless-title">
    <h3 id="nameless-title">${_("Spoke, but is not named yet")}</h3>
    <ul class="log">
      ${repeat(
        nameless,
        turn => turn.id,
        turn =>
          html`<li class="log__turn">
            <p class="soft num">${timeOfDay(turn.start, session.time_zone)}</p>
            <p>${matterView(turn)} <span class="soft num">${duration(turn.spoken_ms)}</span></p>
            <button
              type="button"
              aria-label=${_("Who was it at {time}?", { time: timeOfDay(turn.start, session.time_zone) })}
              @click=${() => actions.identify(turn.id)}
            >
              ${_("Who was it?")}
            </button>
          </li>`,
      )}
    </ul>
  </section>`
}
