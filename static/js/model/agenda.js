// The agenda, in order, and where the meeting is. Pure.

import { ofPart } from "../replica.js"

// [{id, number, title, minutes, state, …}]
export function agenda(documents) {
  return ofPart(documents, "item")
    .map(([id, item]) => ({ id, ...item }))
    .sort((one, other) => one.rank - other.rank)
    .map((item, place) => ({ number: place + 1, ...item }))
}

export function currentItem(documents) {
  const current = documents.get("session")?.item
  return agenda(documents).find(item => item.id === current) ?? null
}
