// The queue as the moderator sees it: in order, to be put in another one.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _, ngettext } from "../i18n.js"
import { groupName } from "../model/places.js"
import { icon, kindText } from "./person.js"
import { refusedView } from "./refused.js"
import { inMinutes } from "./words.js"

export function queueDeskView(model, actions) {
  return html`<section class="queue-desk" aria-labelledby="queue-title">
    <div class="queue-desk__head row">
      <h2 id="queue-title" class="grow" tabindex="-1">${titleText(model)}</h2>
      ${model.session.status === "open" ? gateView(model, actions) : nothing}
    </div>
    ${refusedView(model, placeOfRefusal(model), actions)}
    ${model.queue.length ? listView(model, actions) : emptyView(model)}
  </section>`
}

// What was asked of a row that is gone meanwhile is answered above the others.
function placeOfRefusal({ refused, queue }) {
  const [part, id] = (refused?.where ?? "").split("/")
  const gone = part === "request" && !queue.some(request => request.id === id)
  return gone ? refused.where : "queue"
}

function titleText({ queue }) {
  return queue.length
    ? html`${_("Queue")}
        <span class="soft num">${ngettext("{n} waiting", "{n} waiting", queue.length)}</span>`
    : _("Queue")
}

function gateView({ session }, actions) {
  return session.queue_open
    ? html`<button type="button" @click=${actions.closeQueue}>${_("Close queue")}</button>`
    : html`<span class="is-wait">${_("Closed to new requests")}</span>
        <button type="button" @click=${actions.openQueue}>${_("Open queue")}</button>`
}

function emptyView({ session }) {
  if (session.status === "closed") return nothing
  return html`<p class="soft">${_("Nobody is waiting to speak.")}</p>`
}

function listView(model, actions) {
  return html`<ol
    class="queue-desk__list ${model.drag ? "queue-desk__list--dragging" : ""}"
    id="queue"
    aria-label=${_("Waiting to speak")}
    @keydown=${actions.queueKey}
    @scroll=${actions.closeMenu}
  >
    ${repeat(
      model.queue,
      request => request.id,
      (request, place) => rowView(model, request, place, actions),
    )}
  </ol>`
}

function rowView(model, request, place, actions) {
  const { person, kind } = request
  return html`<li
    class="request ${markOf(model, request, place)}"
    data-row
    data-request=${request.id}
  >
    <button
      type="button"
      class="quiet request__handle"
      tabindex="-1"
      aria-label=${_("Drag {name}", { name: person.name })}
      @pointerdown=${event => actions.drag(event, request.id)}
    >
      ${icon("handle")}
    </button>
    <span class="request__place num soft">${place + 1}</span>
    <div class="request__who">
      <p><bdi>${person.name}</bdi></p>
      <p class="request__more">${moreView(request)}</p>
    </div>
    <div class="request__facts">
      <p class="request__group">${groupView(model, person)}</p>
      <p class="request__state">
        ${request.offline ? html`<span class="is-stop">${_("Offline, place kept")}</span>` : nothing}
      </p>
      <p class="request__since num soft">
        <span class="unseen">${_("Waiting for")}</span> ${inMinutes(model.now - request.at)}
      </p>
    </div>
    <div class="request__acts">
      ${kind === "point_of_order" ? grantButton(model, request, actions) : nothing}
      <button
        type="button"
        class="quiet"
        aria-label=${_("More for {name}", { name: person.name })}
        aria-haspopup="true"
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        @pointerdown=${() => actions.menuWasOpen(request.id)}
        @click=${event => actions.openMenu(event, request.id)}
      >
        ${icon("more")}
      </button>
    </div>
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

// “Nordic Cloud Alliance · Point of order: the time limit · first time”
function moreView({ person, kind, about, firstTime }) {
  const matter = kind === "point_of_order" ? html`<b>${kindText(kind)}</b>` : kindText(kind)
  return html`${person.organisation ? html`<bdi>${person.organisation}</bdi> · ` : nothing}${matter}${about ? html`: <bdi>${about}</bdi>` : nothing}${firstTime ? html` · ${_("first time")}` : nothing}`
}

function groupView({ session }, person) {
  const group = groupName(session, person.group)
  return group ? html`<span class="chip">${group}</span>` : nothing
}

function grantButton(model, request, actions) {
  return html`<button
    type="button"
    aria-disabled=${model.session.status !== "open"}
    @click=${() => actions.grant(request.id, `request/${request.id}`)}
  >
    ${_("Give the floor")}
  </button>`
}
