// How long it may take until somebody is called: a range, never a point. Pure.

import { ofPart } from "../replica.js"
import { floorOf, interruptedOf, spokenMs } from "./floor.js"
import { waiting } from "./queue.js"

const TURNS_TO_JUDGE_BY = 3
const LEAST_OF_A_LIMIT = 0.5 // what is taken of it, where too little was measured
const MINUTE_MS = 60_000

// In minutes: {from, to}, or null: for whoever is next, and where there is nothing to judge by.
export function estimatedWait(documents, place, now) {
  if (place < 2) return null
  const turns = ofPart(documents, "turn").map(([, turn]) => turn)
  const spans = ahead(documents, place, now).map(one => leftOf(one, turns))
  if (spans.includes(null)) return null
  const [least, most] = [0, 1].map(end => spans.reduce((sum, span) => sum + span[end], 0))
  const from = Math.max(1, Math.floor(least / MINUTE_MS))
  return { from, to: Math.max(from + 1, Math.ceil(most / MINUTE_MS)) }
}

// Whoever speaks, whoever was interrupted, and those who wait before: [{kind, limit_ms, spoken}]
function ahead(documents, place, now) {
  const [floor, interrupted] = [floorOf(documents), interruptedOf(documents)]
  const session = documents.get("session")
  const before = waiting(documents).slice(0, place - 1)
  return [
    ...(floor ? [{ ...floor, spoken: spokenMs(floor, now) }] : []),
    ...(interrupted ? [{ ...interrupted, spoken: interrupted.spoken_ms }] : []),
    ...before.map(one => ({ kind: one.kind, limit_ms: limitOf(session, one), spoken: 0 })),
  ]
}

// A limit is the request's own, else that of its kind, else of the group, else of all.
function limitOf(session, { limit_seconds, kind, person }) {
  const seconds =
    limit_seconds ?? session.kind_seconds[kind] ?? session.group_seconds[person.group] ?? null
  return seconds === null ? session.speaking_ms : seconds * 1000 || null
}

// From a quarter to three quarters of how long such turns took, less what was spoken; or null.
function leftOf({ kind, limit_ms, spoken }, turns) {
  const measured = turns.filter(turn => isOfOrder(turn) === isOfOrder({ kind }))
  if (measured.length < TURNS_TO_JUDGE_BY && limit_ms === null) return null
  const span =
    measured.length < TURNS_TO_JUDGE_BY
      ? [limit_ms * LEAST_OF_A_LIMIT, limit_ms]
      : quartiles(measured.map(turn => turn.spoken_ms))
  return span.map(ms => Math.max(0, ms - spoken))
}

function isOfOrder({ kind }) {
  return kind === "point_of_order"
}

function quartiles(times) {
  const sorted = [...times].sort((one, other) => one - other)
  return [0.25, 0.75].map(share => sorted[Math.round((sorted.length - 1) * share)])
}
