// A button beside a field that copies what stands there. Without scripts it does not show.

import { announce } from "./announce.js"
import { _, loadCatalogue } from "./i18n.js"

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies)
  button.hidden = false
  button.addEventListener("click", () => copy(field))
}
await loadCatalogue()

async function copy(field) {
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    document.execCommand("copy") // where a page may not write to the clipboard by itself
  }
  announce(_("Copied"))
}
