// The agenda as the moderator sees it: planned and spent minutes, and what to start.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _, ngettext } from "../i18n.js"
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
            @click=${() => actions.startItem(item)}
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

// What becomes of those who wait, as a new item begins.
export function itemQuestion({ number }, waiting, act) {
  return {
    title: _("Start item {number}?", { number }),
    lines: [ngettext("{n} person waits to speak.", "{n} people wait to speak.", waiting)],
    choices: choiceView("queue", [
      ["keep", _("Keep the queue"), _("They go on waiting, in the same order.")],
      [
        "clear",
        _("Clear the queue"),
        _("They can ask to speak again. The record keeps them as unheard."),
      ],
    ]),
    verb: _("Start"),
    act,
  }
}

// The first is what one gets by doing nothing.
function choiceView(name, choices) {
  return html`<fieldset class="choices">
    <legend class="unseen">${_("Those who wait")}</legend>
    ${choices.map(
      ([value, text, hint], place) =>
        html`<div class="choices__one">
          <input
            type="radio"
            id="choice-${value}"
            name=${name}
            value=${value}
            aria-describedby="choice-${value}-hint"
            .defaultChecked=${place === 0}
          />
          <label for="choice-${value}">${text}</label>
          <p id="choice-${value}-hint" class="field__hint">${hint}</p>
        </div>`,
    )}
  </fieldset>`
}

function spentMs(item, now) {
  return item.spent_ms + (item.since === null ? 0 : Math.max(0, now - item.since))
}
