// How people, and what they ask for, are written.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { groupName } from "../model/places.js"

// Of somebody who interrupted, it may be known later who it was.
export function nameText({ name }) {
  return name || _("Not named yet")
}

export function nameView({ name }) {
  return name ? html`<bdi>${name}</bdi>` : _("Not named yet")
}

export function kindText(kind) {
  const texts = {
    statement: _("Statement"),
    question: _("Question"),
    reply: _("Reply"),
    point_of_order: _("Point of order"),
  }
  return texts[kind] ?? kind
}

// “Statement: capacity building”
export function matterView({ kind, about, category }) {
  const sort = category
    ? _("{kind} ({category})", { kind: kindText(kind), category: html`<bdi>${category}</bdi>` })
    : kindText(kind)
  return about ? _("{kind}: {about}", { kind: sort, about: html`<bdi>${about}</bdi>` }) : sort
}

// “Sahel Digital Rights Network · Civil society”
export function affiliationView(person, session) {
  const group = groupName(session, person.group)
  const parts = [person.organisation && html`<bdi>${person.organisation}</bdi>`, group]
  const known = parts.filter(Boolean)
  return known.length === 2 ? html`${known[0]} · ${known[1]}` : (known[0] ?? nothing)
}

export function icon(name) {
  return html`<svg class="icon" aria-hidden="true">
    <use href="${document.body.dataset.icons}#${name}"></use>
  </svg>`
}
