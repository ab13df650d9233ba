// Tabs: one panel at a time, by tap or by arrow keys.

import { html } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"

// tabs: [{id, title, panel}]; `choose(id)` is called with the tab to show.
export function tabsView(label, tabs, chosen, choose) {
  const current = tabs.find(tab => tab.id === chosen) ?? tabs[0]
  return html`<div
      class="tabs scrolls"
      role="tablist"
      aria-label=${label}
      @keydown=${event => move(event, tabs, choose)}
    >
      ${repeat(
        tabs,
        tab => tab.id,
        tab => tabView(tab, tab === current, choose),
      )}
    </div>
    <div role="tabpanel" id="panel" aria-labelledby="tab-${current.id}" tabindex="0">
      ${current.panel()}
    </div>`
}

function tabView(tab, selected, choose) {
  return html`<button
    type="button"
    role="tab"
    id="tab-${tab.id}"
    aria-controls="panel"
    aria-selected=${selected}
    tabindex=${selected ? 0 : -1}
    @click=${event => {
      event.currentTarget.scrollIntoView({ block: "nearest", inline: "nearest" })
      choose(tab.id)
    }}
  >
    ${tab.title}
  </button>`
}

export function move(event, tabs, choose) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -step : step
  const buttons = [...event.currentTarget.querySelectorAll("[role=tab]")]
  const place = (buttons.indexOf(event.target) + forward + tabs.length) % tabs.length
  buttons[place].focus()
  choose(tabs[place].id)
  event.preventDefault()
}
