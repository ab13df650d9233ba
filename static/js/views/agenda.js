// The agenda: what is over, what is now, what comes.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { minutes } from "../format.js"
import { _ } from "../i18n.js"

export function agendaView({ agenda, session }) {
  if (!agenda.length) return html`<p class="soft">${_("There is no agenda.")}</p>`
  return html`<ol class="agenda" aria-label=${_("Agenda")}>
    ${repeat(
      agenda,
      item => item.id,
      item => rowView(item, item.id === session.item),
    )}
  </ol>`
}

function rowView(item, current) {
  return html`<li class="agenda__item" aria-current=${current ? "step" : nothing}>
    <span class="num soft">${item.number}</span>
    <bdi>${item.title}</bdi>
    <span class="soft num">${stateText(item, current)}</span>
  </li>`
}

function stateText(item, current) {
  if (current) return _("Now")
  if (item.state === "done") return _("Done")
  return item.minutes === null ? nothing : minutes(item.minutes)
}
