// Between floor and queue: whom it would be fair to hear next, and what can be taken back.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { percent } from "../format.js"
import { _ } from "../i18n.js"
import { sending } from "../model/desk.js"
import { groupName, regionName } from "../model/places.js"
import { actText } from "./acts.js"
import { keyCap } from "./key_cap.js"
import { nameView } from "./person.js"
import { refusedView } from "./refused.js"

export function deskLineView(model, actions) {
  return html`<div class="desk-line">
    <div class="desk-line__advice row">${adviceView(model, actions)}</div>
    ${undoButton(model, actions)} ${refusedView(model, "advice", actions)}
    ${refusedView(model, "undo", actions)}
  </div>`
}

function adviceView(model, actions) {
  const { advice, session } = model
  if (!advice) return session.follow ? html`<p class="soft grow">${followsText(session)}</p>` : nothing
  const name = html`<b>${nameView(advice.request.person)}</b>`
  return html`<p class="grow">
      ${_("Suggested next: {name}.", { name })}
      <span class="soft">${reasonText(advice, session, model.floor !== null)}</span>
    </p>
    <button
      type="button"
      aria-keyshortcuts="S"
      aria-disabled=${adviceBlocked(model)}
      @click=${actions.takeAdvice}
    >
      ${_("Take it")} ${keyCap("S")}
    </button>`
}

export function adviceBlocked(model) {
  const { session, advice, guarded, unread } = model
  const granting = sending(model, "floor.grant")
  return session.status !== "open" || !advice || guarded || unread || granting
}

function reasonText({ reason, place, had, due, request }, session, speaks) {
  const texts = {
    precedence: () =>
      request.kind === "reply"
        ? _("A reply goes before the rest.")
        : _("A point of order goes before the rest."),
    passed_over: () => _("Has been passed over as often as the rule allows."),
    first_time: () => _("Has not spoken yet."),
    share: () =>
      _("{group} has had {had} of the time, its due is {due}.", {
        group: placeText(session, place),
        had: percent(had, 1),
        due: percent(due, 1),
      }) + (speaks ? ` ${_("Whoever speaks is counted with a whole turn.")}` : ""),
    order: () => _("Asked first."),
  }
  return texts[reason]?.() ?? ""
}

function placeText(session, place) {
  const name = session.policy === "by_region" ? regionName : groupName
  return name(session, place) || _("Those without a group")
}

export function followsText({ policy }) {
  return _("The queue follows the policy “{policy}”: nobody is moved by hand.", {
    policy: policyText(policy),
  })
}

export function policyText(policy) {
  const texts = {
    first_come: _("First come, first served"),
    first_time: _("First-time speakers first"),
    by_group: _("Balanced by group"),
    by_region: _("Balanced by region"),
  }
  return texts[policy] ?? policy
}

function undoButton(model, actions) {
  const { undo } = model
  const text = undo
    ? _("Undo: {act}", { act: html`<bdi>${actText(undo)}</bdi>` })
    : _("Nothing to undo")
  return html`<button
    type="button"
    class="desk-line__undo"
    aria-keyshortcuts="U"
    aria-disabled=${undoBlocked(model)}
    title=${undo ? actText(undo) : nothing}
    @click=${actions.undo}
  >
    <span>${text}</span> ${keyCap("U")}
  </button>`
}

export function undoBlocked(model) {
  return model.session.status !== "open" || !model.undo || sending(model, "queue.undo")
}
