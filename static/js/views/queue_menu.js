// What can be done with one request: the menu of its row.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { stepInMenu } from "../popup.js"

export function queueMenuView(model, actions) {
  const place = model.queue.findIndex(request => request.id === model.menuFor)
  const last = model.queue.length - 1
  const open = model.session.status === "open"
  const name = model.queue[place]?.person.name ?? ""
  return html`<div
    id="request-menu"
    class="menu popup"
    popover
    role="group"
    aria-label=${name}
    @keydown=${stepInMenu}
  >
    ${entry(_("Give the floor now"), open && place >= 0, actions.grantFromMenu)}
    ${entry(_("Move up"), open && place > 0, () => actions.moveFromMenu(place - 1))}
    ${entry(_("Move down"), open && place >= 0 && place < last, () => actions.moveFromMenu(place + 1))}
    ${entry(_("Move to the first place"), open && place > 0, () => actions.moveFromMenu(0))}
    ${entry(_("Remove from the queue"), place >= 0, actions.removeFromMenu)}
  </div>`
}

function entry(text, possible, act) {
  return html`<button type="button" aria-disabled=${!possible} @click=${() => possible && act()}>
    ${text}
  </button>`
}
