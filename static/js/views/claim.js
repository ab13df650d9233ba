// Whether a request that a moderator put in under one's name is one's own.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { ordinal } from "../format.js"
import { _ } from "../i18n.js"
import { claimable } from "../model/claim.js"
import { placeOf } from "../model/queue.js"

export function claimView({ queue, me, claims, claiming, session }, actions) {
  const { request, claimed } = claimable(queue, me, claims, claiming)
  if (!request || session.status !== "open") return nothing
  const place = placeOf(queue, request.id)
  return html`<section class="sheet moment" aria-labelledby="claim-title">
    <h2 id="claim-title" class="moment__words">${_("Is this you?")}</h2>
    <p>
      ${_("{name}, {ordinal} in the queue, put there by the moderator", {
        name: html`<b><bdi>${request.person.name}</bdi></b>`,
        ordinal: ordinal(place),
      })}
    </p>
    ${claimed ? html`<p class="soft">${_("The moderator will confirm.")}</p>` : answersView(request, actions)}
  </section>`
}

function answersView({ id }, actions) {
  return html`<div class="moment__acts">
    <button type="button" class="main" @click=${() => actions.claim(id)}>
      ${_("Yes, that is me")}
    </button>
    <button type="button" @click=${() => actions.denyClaim(id)}>${_("No, somebody else")}</button>
  </div>`
}
