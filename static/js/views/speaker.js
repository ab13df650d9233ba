// Whoever speaks, or is about to: also where it is not known yet who that is.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { kindText, nameView } from "./person.js"
import { capacityText } from "./request.js"

// Somebody without a name has interrupted: what is known of them is why.
export function speakerName(request) {
  return isNamed(request) || !isOfOrder(request)
    ? nameView(request.person)
    : kindText(request.kind)
}

// “Point of order” beside a name.
export function orderText(request) {
  return isNamed(request) && isOfOrder(request) ? kindText(request.kind) : null
}

// Whom somebody speaks for, if neither for themselves nor for the organisation that stands there.
export function behalfText(request) {
  return request.capacity === "on_behalf" ? capacityText(request) : null
}

export function interruptedText({ person }) {
  const name = html`<b>${nameView(person)}</b>`
  return _("{name} is interrupted and goes on afterwards.", { name })
}

export function inARow(parts) {
  return parts.map((part, place) => (place ? html` · ${part}` : part))
}

function isNamed({ person }) {
  return person.name !== ""
}

function isOfOrder({ kind }) {
  return kind === "point_of_order"
}
