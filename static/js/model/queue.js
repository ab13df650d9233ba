// Who waits to speak, in order, and how long that may take. Pure.

import { ofPart } from "../replica.js"

const TURNS_TO_JUDGE_BY = 3
const RECENT_TURNS = 12
const MINUTE_MS = 60_000

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

// From a quarter to three quarters of how long recent speakers took, in minutes: {from, to}, or
// null while there are too few to say.
export function estimatedWait(documents, place, leftOfSpeaker) {
  const recent = ofPart(documents, "turn")
    .map(([, turn]) => turn)
    .sort((one, other) => other.end - one.end)
    .slice(0, RECENT_TURNS)
    .map(turn => turn.spoken_ms)
    .sort((one, other) => one - other)
  if (recent.length < TURNS_TO_JUDGE_BY) return null
  const ahead = place - 1
  const at = share => ahead * quantile(recent, share) + leftOfSpeaker
  const from = Math.max(1, Math.floor(at(0.25) / MINUTE_MS))
  return { from, to: Math.max(from + 1, Math.ceil(at(0.75) / MINUTE_MS)) }
}

function quantile(sorted, share) {
  return sorted[Math.round((sorted.length - 1) * share)]
}
