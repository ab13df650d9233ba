// The draft summary: what will stand in the record as prose.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"

export function draftAreaView() {
  return html`<h2 id="draft-title" class="label">${_("Draft summary")}</h2>`
}
