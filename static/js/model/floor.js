// Who has the floor, and for how long. Pure.

const NEAR_MS = 30_000

// The floor with the request that holds it, or null: nobody has it.
export function floorOf(documents) {
  const floor = documents.get("floor")
  const request = floor?.request && documents.get(`request/${floor.request}`)
  return request ? { ...request, ...floor } : null
}

// Whoever waits until this speaker is done, as the request with their clock, or null.
export function interruptedOf(documents) {
  const waits = documents.get("floor")?.interrupted
  const request = waits && documents.get(`request/${waits.request}`)
  return request ? { ...request, ...waits, id: waits.request } : null
}

export function spokenMs(floor, now) {
  const running = floor.since === null ? 0 : Math.max(0, now - floor.since)
  return floor.spoken_ms + running
}

// How near the limit a speaker is: "" "near" "over"
export function pressure(spoken, limit) {
  if (limit === null || spoken < limit - NEAR_MS) return ""
  return spoken > limit ? "over" : "near"
}
