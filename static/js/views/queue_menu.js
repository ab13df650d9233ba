// What can be done with one request: the menu of its row.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { stepInMenu } from "../popup.js"
import { nameText } from "./person.js"

export function queueMenuView(model, actions) {
  const place = model.queue.findIndex(request => request.id === model.menuFor)
  const request = model.queue[place]
  const open = model.session.status === "open" && place >= 0
  const last = model.queue.length - 1
  const movable = open && !model.session.follow
  return html`<div
    id="request-menu"
    class="menu popup"
    popover
    role="group"
    aria-label=${request ? nameText(request.person) : ""}
    @keydown=${stepInMenu}
  >
    ${entry(_("Give the floor now"), open, actions.grantFromMenu)}
    ${entry(_("Give the last word…"), open, actions.lastWordFromMenu)}
    <hr />
    ${entry(_("Move up"), movable && place > 0, () => actions.moveFromMenu(place - 1))}
    ${entry(_("Move down"), movable && place < last, () => actions.moveFromMenu(place + 1))}
    ${entry(_("Move to the first place"), movable && place > 0, () => actions.moveFromMenu(0))}
    ${entry(_("Move to the last place"), movable && place < last, () => actions.moveFromMenu(last))}
    ${model.session.follow ? followsNote() : nothing}
    <hr />
    ${entry(_("Skip: behind the next one"), open, actions.skipFromMenu)}
    ${entry(_("Speaking time…"), open, actions.limitFromMenu)}
    ${request?.source ? entry(_("This is somebody who has joined…"), open, actions.claimFromMenu) : nothing}
    ${entry(_("Ask for it in writing instead"), open && !request?.guest, actions.writingFromMenu)}
    ${entry(_("Remove from the queue"), place >= 0, actions.removeFromMenu)}
  </div>`
}

function followsNote() {
  return html`<p class="menu__note soft">${_("The order follows the policy of the session.")}</p>`
}

export function entry(text, possible, act) {
  return html`<button type="button" aria-disabled=${!possible} @click=${() => possible && act()}>
    ${text}
  </button>`
}
