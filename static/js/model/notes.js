// The notes feed. Pure.

import { ofPart } from "../replica.js"

// Newest first, by the moment that a note is about: [{id, text, tag, …}]
export function notesFeed(documents, part = "note") {
  return ofPart(documents, part)
    .map(([id, note]) => ({ id, ...note }))
    .sort((one, other) => other.happened_at - one.happened_at || other.at - one.at)
}

// What participants propose, and nobody has dealt with: the oldest first.
export function proposalsWaiting(documents) {
  return ofPart(documents, "proposal")
    .map(([id, proposal]) => ({ id, ...proposal }))
    .filter(({ state }) => state === "waiting")
    .sort((one, other) => one.at - other.at)
}
