// What the rapporteur follows: who has had the floor.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { floorLogView } from "./floor_log.js"

export function spokenAreaView(model) {
  return html`<section aria-labelledby="log-title">
    <h2 id="log-title" class="label">${_("Who spoke")}</h2>
    ${floorLogView(model)}
  </section>`
}
