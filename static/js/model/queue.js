// Who waits to speak, in order. Pure.

import { ofPart } from "../replica.js"

// The requests that wait, first to speak first: [{id, person, kind, about, …}]
export function waiting(documents) {
  return ofPart(documents, "request")
    .filter(([, request]) => request.state === "waiting")
    .map(([id, request]) => ({ id, ...request }))
    .sort((one, other) => one.rank - other.rank)
}

// 1 for who is next; 0 for who does not wait.
export function placeOf(queue, id) {
  return queue.findIndex(request => request.id === id) + 1
}
