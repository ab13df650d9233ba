// One request in the queue as the moderator sees it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { groupName } from "../model/places.js"
import { icon, kindText, nameText, nameView } from "./person.js"
import { refusedView } from "./refused.js"
import { capacityText, languageText, sourceText } from "./request.js"

export function queueRowView(model, request, place, actions) {
  const { person, kind } = request
  const name = nameText(person)
  return html`<li
    class="request ${markOf(model, request, place)}"
    data-row
    data-request=${request.id}
  >
    <button
      type="button"
      class="quiet request__handle"
      tabindex="-1"
      aria-disabled=${model.session.follow}
      aria-label=${_("Drag {name}", { name })}
      @pointerdown=${event => actions.drag(event, request.id)}
    >
      ${icon("handle")}
    </button>
    <span class="request__place num soft">${place + 1}</span>
    <div class="request__who">
      <p>${nameView(person)}</p>
      <p class="request__more">${moreView(request)}</p>
    </div>
    <div class="request__facts">
      <p class="request__group">${groupView(model, person)}</p>
      <p class="request__state">${stateView(request)}</p>
      <p class="request__since num soft">
        <span class="unseen">${_("Waiting for")}</span> ${inMinutes(model.now - request.at)}
      </p>
    </div>
    <div class="request__acts">
      ${kind === "point_of_order" && !model.floor ? grantButton(model, request, actions) : nothing}
      <button
        type="button"
        class="quiet"
        aria-label=${_("More for {name}", { name })}
        aria-haspopup="true"
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        @pointerdown=${() => actions.menuWasOpen(request.id)}
        @click=${event => actions.openMenu(event, request.id)}
      >
        ${icon("more")}
      </button>
    </div>
    ${claimView(request, actions)} ${statementView(request)}
    ${refusedView(model, `request/${request.id}`, actions)}
  </li>`
}

function markOf({ drag, queue }, { id, kind }, place) {
  const marks = [kind === "point_of_order" && "request--order"]
  if (drag) {
    marks.push(drag.id === id && "request--dragged")
    marks.push(drag.place === place && "request--before")
    marks.push(drag.place === queue.length && place === queue.length - 1 && "request--after")
  }
  return marks.filter(Boolean).join(" ")
}

// “Nordic Cloud Alliance · Statement: safeguards · first time · by phone · skipped 2 times”
function moreView(request) {
  const { person, kind, about, source, firstTime } = request
  const matter = kind === "point_of_order" ? html`<b>${kindText(kind)}</b>` : kindText(kind)
  const parts = [
    person.organisation && html`<bdi>${person.organisation}</bdi>`,
    about ? html`${matter}: <bdi>${about}</bdi>` : matter,
    firstTime && _("first time"),
    source && sourceText(source),
    capacityText(request),
    languageText(request),
    skippedText(request),
    ownLimitText(request),
  ]
  return parts.filter(Boolean).map((part, place) => (place ? html` · ${part}` : part))
}

function groupView({ session }, person) {
  const group = groupName(session, person.group)
  return group ? html`<span class="chip">${group}</span>` : nothing
}

// Somebody whom a moderator put in has no phone here.
function stateView({ offline, ready }) {
  if (offline) return html`<span class="is-stop">${_("Offline, place kept")}</span>`
  if (ready === "ready") return html`<span class="is-go">${_("Ready")}</span>`
  if (ready === "minute") return html`<span class="is-wait">${_("Needs a minute")}</span>`
  return nothing
}

// While somebody speaks, a point of order interrupts: that is offered with the floor.
function grantButton(model, request, actions) {
  return html`<button
    type="button"
    aria-disabled=${model.session.status !== "open"}
    @click=${() => actions.grant(request.id, `request/${request.id}`)}
  >
    ${_("Give the floor")}
  </button>`
}

function claimView({ id, claims, person }, actions) {
  if (!claims) return nothing
  return html`<div class="request__claim row">
    <p class="grow">${_("{name} says: this is me.", { name: nameView(claims) })}</p>
    <button type="button" @click=${() => actions.acceptClaim(id)}>${_("Yes, it is")}</button>
    <button type="button" class="quiet" @click=${() => actions.turnClaimDown({ id, person })}>
      ${_("No, it is not")}
    </button>
  </div>`
}

export function statementView({ statement }) {
  if (!statement) return nothing
  return html`<details class="request__statement">
    <summary>${_("Statement for interpreters")}</summary>
    <p class="prose" dir="auto">${statement}</p>
  </details>`
}

function skippedText({ skipped }) {
  return skipped ? ngettext("skipped {n} time", "skipped {n} times", skipped) : null
}

function ownLimitText({ limit_seconds }) {
  if (limit_seconds === null) return null
  return limit_seconds === 0
    ? _("no time limit")
    : _("speaking time {limit}", { limit: duration(limit_seconds * 1000) })
}

function inMinutes(ms) {
  return _("{n} min", { n: Math.max(0, Math.floor(ms / 60_000)) })
}
