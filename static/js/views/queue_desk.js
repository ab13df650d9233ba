// The queue as the moderator sees it: in order, to be put in another one.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _, ngettext } from "../i18n.js"
import { showMenu, stepInMenu } from "../popup.js"
import { followsText, policyText } from "./desk_line.js"
import { keyCap } from "./key_cap.js"
import { entry } from "./queue_menu.js"
import { icon } from "./person.js"
import { queueRowView } from "./queue_row.js"
import { refusedView } from "./refused.js"

const MENU = "queue-menu"

export function queueDeskView(model, actions) {
  const open = model.session.status === "open"
  return html`<section class="queue-desk" aria-labelledby="queue-title">
    <div class="queue-desk__head row">
      <h2 id="queue-title" class="grow" tabindex="-1">${titleText(model)}</h2>
      ${open ? headView(model, actions) : nothing}
    </div>
    ${open ? gateMenuView(model, actions) : nothing}
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

function titleText({ queue, session }) {
  const offered = session.writing_offered && session.status !== "closed"
  return html`${_("Queue")}
  ${
    queue.length
      ? html`<span class="soft num"
          >${ngettext("{n} waiting", "{n} waiting", queue.length)}</span
        >`
      : nothing
  }
  ${session.follow ? policyView(session) : nothing}
  ${offered ? html`<span class="soft"> · ${_("writing offered")}</span>` : nothing}`
}

function policyView(session) {
  return html`<span class="soft" title=${followsText(session)}> · ${policyText(session.policy)}</span>`
}

function headView({ session }, actions) {
  return html`${session.queue_open ? nothing : html`<span class="is-wait">${closedText(session)}</span>`}
    <button type="button" aria-keyshortcuts="A" @click=${actions.addToQueue}>
      ${_("Add to the queue")} ${keyCap("A")}
    </button>
    ${
      session.queue_open
        ? html`<button type="button" @click=${actions.closeQueue}>${_("Close queue")}</button>`
        : html`<button type="button" @click=${actions.openQueue}>${_("Open queue")}</button>`
    }
    <button
      type="button"
      class="quiet"
      aria-label=${_("More for the queue")}
      aria-haspopup="true"
      @click=${event => showMenu(document.getElementById(MENU), event.currentTarget)}
    >
      ${icon("more")}
    </button>`
}

function closedText({ points_of_order }) {
  return points_of_order ? _("Closed to new requests") : _("Closed, to points of order too")
}

function gateMenuView({ session, queue }, actions) {
  const shut = !session.queue_open && !session.points_of_order
  const act = of => () => {
    document.getElementById(MENU).hidePopover()
    of()
  }
  return html`<div
    id=${MENU}
    class="menu popup"
    popover
    role="group"
    aria-label=${_("Queue")}
    @keydown=${stepInMenu}
  >
    ${
      shut
        ? entry(_("Take points of order again"), true, act(actions.orderOnly))
        : entry(_("Close it to points of order too"), true, act(actions.shutQueue))
    }
    ${entry(_("Ask those who wait for their statements in writing"), !session.writing_offered, act(actions.offerWriting))}
    ${entry(_("Clear the queue…"), queue.length > 0, act(actions.clearQueue))}
  </div>`
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
      (request, place) => queueRowView(model, request, place, actions),
    )}
  </ol>`
}
