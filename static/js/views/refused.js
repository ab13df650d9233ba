// Why something was not done, said at the place where it was asked for.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { icon } from "./person.js"

export function refusedView({ refused }, where, actions) {
  if (refused?.where !== where) return nothing
  return html`<div class="refused notice notice--stop row">
    <p class="grow">${refused.text}</p>
    <button type="button" class="quiet" aria-label=${_("Close")} @click=${actions.forgetRefusal}>
      ${icon("close")}
    </button>
  </div>`
}
