// How the speaking time is shared, by group and by region. Pure.

import { spokenMs } from "./floor.js"

// part: groups or regions; [{id, ms, share}] in the session's order, with the turn that is on
export function airtime(documents, part, floor, now) {
  const spent = new Map()
  const rows = Object.entries(documents.get("airtime")?.[part] ?? {})
  for (const [id, { ms }] of rows) spent.set(id, ms)
  const id = floor && placeOf(documents, part, floor.person)
  if (id) spent.set(id, (spent.get(id) ?? 0) + spokenMs(floor, now))
  const total = [...spent.values()].reduce((sum, ms) => sum + ms, 0)
  return ordered(documents.get("session")[part], spent).map(([place, ms]) => ({
    id: place,
    ms,
    share: total ? ms / total : 0,
  }))
}

function placeOf(documents, part, person) {
  return part === "groups" ? person.group : documents.get(`person/${person.id}`)?.region
}

function ordered(places, spent) {
  const known = places.map(place => place.id)
  const others = [...spent.keys()].filter(id => id && !known.includes(id))
  return [...known, ...others].filter(id => spent.has(id)).map(id => [id, spent.get(id)])
}
