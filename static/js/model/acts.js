// What moderators did to queue and floor, and the turns of which it is not known whose they were.
// Pure.

import { ofPart } from "../replica.js"

// Newest first: [{act, what, last_word, by, at, person, undone}]
export function lastActs(documents) {
  return ofPart(documents, "log")
    .map(([, act]) => act)
    .reverse()
    .sort((one, other) => other.at - one.at)
}

// Finished turns of somebody not named yet, newest first: [{id, kind, start, spoken_ms, …}]
export function namelessTurns(documents) {
  return ofPart(documents, "turn")
    .filter(([, turn]) => !turn.person.name)
    .map(([id, turn]) => ({ id, ...turn }))
    .sort((one, other) => other.start - one.start)
}
