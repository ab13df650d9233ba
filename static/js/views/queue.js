// Who waits to speak, in order.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _ } from "../i18n.js"
import { later } from "../later.js"
import { groupName } from "../model/places.js"
import { matterView, nameView } from "./person.js"
import { sourceText } from "./request.js"
import { behalfText, inARow } from "./speaker.js"

export function queueView(model) {
  return html`<div class="stack">${later("rulesView", model)} ${rowsView(model)}</div>`
}

function rowsView({ queue, session, me }) {
  if (!queue.length) return html`<p class="soft">${_("Nobody is waiting to speak.")}</p>`
  return html`<ol class="queue" aria-label=${_("Waiting to speak")}>
    ${repeat(
      queue,
      request => request.id,
      (request, place) => rowView(request, place + 1, session, me),
    )}
  </ol>`
}

function rowView(request, place, session, me) {
  const mine = request.person.id === me?.id
  const group = groupName(session, request.person.group)
  return html`<li class="queue__row" aria-current=${mine ? "true" : nothing}>
    <span class="queue__place num">${place}</span>
    <div class="queue__who">
      <p>${nameView(request.person)}${mine ? html` <b>(${_("you")})</b>` : nothing}</p>
      ${group ? html`<span class="chip">${group}</span>` : nothing}
    </div>
    ${organisationView(request.person)}
    <p class="queue__more">${inARow(said(request))}</p>
  </li>`
}

function organisationView({ organisation }) {
  return organisation ? html`<p class="queue__more"><bdi>${organisation}</bdi></p>` : nothing
}

// What about, on whose behalf, and where they asked if not here.
function said(request) {
  const { source } = request
  return [matterView(request), behalfText(request), source && sourceText(source)].filter(Boolean)
}
