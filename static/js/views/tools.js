// In the head of the page: the connection, and the menu.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { openDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { connectionView } from "./connection.js"
import { icon } from "./person.js"

export function toolsView(live, model) {
  return html`${connectionView(live)}
  ${model?.takesPart && live.ended() === null ? menuView(model) : nothing}`
}

function menuView({ session }) {
  const open = id => event => {
    event.target.closest("[popover]").hidePopover?.()
    openDialog(id)
  }
  return html`<button type="button" class="quiet" popovertarget="menu" aria-label=${_("Menu")}>
      ${icon("more")}
    </button>
    <div id="menu" class="menu" popover>
      ${
        session.call_url
          ? html`<a href=${session.call_url} target="_blank" rel="noopener"
              >${_("Open the video call")}</a
            >`
          : nothing
      }
      <button type="button" @click=${open("details")}>${_("Your details")}</button>
      <a href="${location.pathname}/device">${_("Go on with another device")}</a>
      <button type="button" @click=${open("leave")}>${_("Leave the session")}</button>
    </div>`
}
