// What an address points to on a page that is drawn by script: #note/n_1, #turn/t_1, #item/i_1 or #section/i_1.

const AREA = { note: "writing", item: "writing", turn: "spoken", section: "drafting" }

// The area in which it is, or null.
export function pointedArea(hash) {
  return AREA[partsOf(hash)[0]] ?? null
}

// Returns whether it is there.
export function reveal(hash) {
  const [part, id] = partsOf(hash)
  const found = id ? document.querySelector(`[data-${part}="${CSS.escape(id)}"]`) : null
  if (!found) return false
  for (const old of document.querySelectorAll("[data-pointed]")) delete old.dataset.pointed
  found.dataset.pointed = ""
  found.tabIndex = -1
  found.scrollIntoView({ block: "center" })
  found.focus({ preventScroll: true })
  return true
}

function partsOf(hash) {
  const [part, id] = hash.slice(1).split("/")
  return part in AREA ? [part, id] : []
}
