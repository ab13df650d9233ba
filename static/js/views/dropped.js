// Whoever has lost their place, not by their own doing, is told.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { icon } from "./person.js"

export function droppedView({ dropped, me, session }, actions) {
  if (!dropped || me.request || me.write_in) return nothing
  return html`<section class="notice notice--wait row" aria-label=${_("Your request")}>
    <p class="grow">
      ${_("You are not in the queue any more: a moderator has ended the waiting.")}
      ${session.status === "open" && session.queue_open ? _("You can ask to speak again.") : nothing}
    </p>
    <button
      type="button"
      class="quiet"
      aria-label=${_("Close")}
      @click=${actions.forgetDropped}
    >
      ${icon("close")}
    </button>
  </section>`
}
