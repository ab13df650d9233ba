// What the rapporteur follows: who has had the floor, and what captioners write.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { captionsView } from "./captions.js"
import { floorLogView } from "./floor_log.js"

export function spokenAreaView(model, actions, { corrections }) {
  return html`<section class="spoke-log" tabindex="0" aria-labelledby="log-title">
      <h2 id="log-title" class="label">${_("Who spoke")}</h2>
      ${floorLogView(model, actions)}
    </section>
    ${captionsView(model, actions, corrections)}`
}
