// Tabs of areas that are on the page all the time, each with its own id.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { move } from "./tabs.js"

// tabs: [{id, title}]; `choose(id)` is called with the area to show.
export function areaTabsView(tabs, chosen, choose) {
  return html`<div
    class="tabs scrolls"
    role="tablist"
    aria-label=${_("Sections")}
    @keydown=${event => move(event, tabs, choose)}
  >
    ${tabs.map(
      ({ id, title }) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${id}"
          aria-controls=${id}
          aria-selected=${id === chosen}
          tabindex=${id === chosen ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${title}
        </button>`,
    )}
  </div>`
}
