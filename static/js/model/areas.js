// The three areas of the rapporteur's page, and which of them have room beside each other. Pure.

export const AREAS = ["writing", "drafting", "spoken"]

// room: "one", "two" or "three"

// Those that are behind tabs.
export function besideTabs(room) {
  return { one: AREAS, two: AREAS.slice(1), three: [] }[room]
}

export function shownAreas(room, chosen) {
  const tabs = besideTabs(room)
  const fixed = AREAS.filter(area => !tabs.includes(area))
  if (!tabs.length) return fixed
  const current = tabs.includes(chosen) ? chosen : tabs.at(room === "two" ? -1 : 0)
  return [...fixed, current]
}

// The area to which one comes from another: the next one, or with `back` the one before.
export function areaAfter(area, back) {
  const place = AREAS.indexOf(area) + (back ? -1 : 1)
  return AREAS.at(place % AREAS.length)
}
