// The key that does the same as a button: shown to those who see, told to others by the button.

import { html } from "../../vendor/lit-html/lit-html.js"

export function keyCap(key) {
  return html`<kbd aria-hidden="true">${key}</kbd>`
}
