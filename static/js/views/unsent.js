// What is on its way, or waits for the connection.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"

export function unsentView(title, entry, connected, actions) {
  return html`<section class="sheet moment moment--unsent" aria-label=${_("Not sent yet")}>
    <h2 class="moment__words">${title}</h2>
    <p>
      ${connected ? _("Sending…") : _("Not sent yet. It will go as soon as you are connected.")}
    </p>
    ${
      connected
        ? nothing
        : html`<div class="moment__acts">
            <button type="button" @click=${() => actions.discard(entry.id)}>
              ${_("Do not send it")}
            </button>
          </div>`
    }
  </section>`
}
