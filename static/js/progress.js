// While all files of the record are made, says how many are; the download itself needs no script.

import { _, loadCatalogue } from "./i18n.js"

const EVERY_MS = 500
const PATIENCE = 6 // questions without an answer that something is under way

const told = document.querySelector("[data-progress]")

for (const link of document.querySelectorAll('a[download][href*="/record.zip"]')) {
  link.addEventListener("click", () => follow(new URL(link.href).search))
}
await loadCatalogue()

async function follow(choice) {
  told.hidden = false
  told.textContent = _("The files are being made.")
  for (let idle = 0; idle < PATIENCE; ) {
    await new Promise(resolve => setTimeout(resolve, EVERY_MS))
    const { done, of } = await progressOf(choice)
    idle = of ? 0 : idle + 1
    if (of) told.textContent = _("{done} of {of} files are made.", { done, of })
  }
  told.hidden = true
}

async function progressOf(choice) {
  try {
    return await (await fetch(`${told.dataset.progress}${choice}`)).json()
  } catch {
    return { done: 0, of: 0 }
  }
}
