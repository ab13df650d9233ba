// The agenda as the moderator sees it: planned and spent minutes, and what to start.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _ } from "../i18n.js"
import { spentMs } from "../model/agenda.js"
import { icon } from "./person.js"
import { refusedView } from "./refused.js"

export function agendaDeskView(model, actions) {
  const { agenda, session } = model
  return html`<section aria-labelledby="agenda-title">
    <h2 id="agenda-title" class="label">${_("Agenda")}</h2>
    <ol class="agenda-desk" aria-label=${_("Agenda")}>
      ${repeat(
        agenda,
        item => item.id,
        item => rowView(model, item, actions),
      )}
    </ol>
    ${
      session.status === "closed"
        ? nothing
        : html`<button type="button" class="quiet" @click=${() => actions.editItem(null)}>
            ${_("Add an item")}
          </button>`
    }
  </section>`
}

function rowView(model, item, actions) {
  const { session, now } = model
  const current = item.id === session.item
  const next = session.status === "open" && item.id === model.agenda.find(one => isNext(one, model))?.id
  return html`<li
    class="agenda-desk__item ${next ? "agenda-desk__item--next" : ""}"
    data-row
    aria-current=${current ? "step" : nothing}
  >
    <span class="num soft">${item.number}</span>
    <p><bdi>${item.title}</bdi></p>
    <p class="num soft agenda-desk__time">${timeView(item, now)}</p>
    ${session.status === "closed" ? nothing : buttonsView(model, item, current, actions)}
    ${refusedView(model, `item/${item.id}`, actions)}
  </li>`
}

// What is most likely to be started: the first behind the current one that has not been on yet.
function isNext({ number, state }, { item }) {
  return state === "planned" && number > (item?.number ?? 0)
}

// 19/40: spent and planned minutes
function timeView(item, now) {
  const ms = spentMs(item, now)
  const begun = item.since !== null || ms > 0
  const spent = begun ? Math.floor(ms / 60_000) : null
  const over = item.minutes !== null && ms > item.minutes * 60_000
  return html`<span dir="ltr" aria-hidden="true" class=${over ? "is-wait" : ""}
      >${spent ?? "–"}/${item.minutes ?? "–"}</span
    >
    <span class="unseen">${timeText(spent ?? 0, item.minutes)}</span>`
}

function timeText(spent, planned) {
  return planned === null
    ? _("{spent} minutes so far", { spent })
    : _("{spent} of {planned} minutes", { spent, planned })
}

function buttonsView({ session }, item, current, actions) {
  return html`<div class="agenda-desk__acts">
    ${
      session.status === "open" && !current
        ? html`<button
            type="button"
            aria-label=${_("Start item {number}", { number: item.number })}
            @click=${() => actions.startItem(item.id)}
          >
            ${_("Start")}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="quiet"
      aria-label=${_("Change item {number}", { number: item.number })}
      @click=${() => actions.editItem(item)}
    >
      ${icon("more")}
    </button>
  </div>`
}
