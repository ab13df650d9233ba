// The notes feed. Pure.

import { ofPart } from "../replica.js"

// Newest first, by the moment that a note is about: [{id, text, tag, …}]
export function notesFeed(documents) {
  return ofPart(documents, "note")
    .map(([id, note]) => ({ id, ...note }))
    .sort((one, other) => other.happened_at - one.happened_at || other.at - one.at)
}
