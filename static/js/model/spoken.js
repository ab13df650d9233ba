// What was said: turns that are over, and those that are on. Pure.

import { ofPart } from "../replica.js"
import { interruptedOf, spokenMs } from "./floor.js"

const OF_ORDER = "point_of_order"

// The turns that are on: of whoever speaks, and of whoever was interrupted: [{person, kind, ms}]
export function turnsOn(documents, floor, now) {
  if (!floor) return []
  const interrupted = interruptedOf(documents)
  const speaks = { person: floor.person, kind: floor.kind, ms: spokenMs(floor, now) }
  if (!interrupted) return [speaks]
  const { person, kind, spoken_ms } = interrupted
  return [speaks, { person, kind, ms: spoken_ms }]
}

// Points of order are nobody's speaking time.
export function isOfOrder({ kind }) {
  return kind === OF_ORDER
}

// By person: {ms, turns, ofOrder}; what is said now counts as a turn.
export function spokenByPerson(documents, floor, now) {
  const over = ofPart(documents, "turn").map(([, turn]) => ({ ...turn, ms: turn.spoken_ms }))
  const said = new Map()
  for (const turn of [...over, ...turnsOn(documents, floor, now)]) {
    const known = said.get(turn.person.id) ?? { ms: 0, turns: 0, ofOrder: 0 }
    said.set(turn.person.id, counted(known, turn))
  }
  return said
}

function counted({ ms, turns, ofOrder }, turn) {
  return isOfOrder(turn)
    ? { ms, turns, ofOrder: ofOrder + 1 }
    : { ms: ms + turn.ms, turns: turns + 1, ofOrder }
}
