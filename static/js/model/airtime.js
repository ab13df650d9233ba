// How the speaking time is shared, by group and by region, and how it should be. Pure.

import { ofPart } from "../replica.js"
import { isOfOrder, turnsOn } from "./spoken.js"

const MINUTE_MS = 60_000
const NOTHING = { ms: 0, turns: 0, ofOrder: 0 }

// part: groups or regions; in the session's order, those that spoke, are here or have something
// set: [{id, ms, turns, share, ofOrder, target, due, leftMs}], shares from 0 to 1, null where there is none
export function airtime(documents, part, floor, now) {
  const session = documents.get("session")
  const spent = spentBy(documents, part, floor, now)
  const { targets, budgets } = part === "groups" ? session : { targets: {}, budgets: {} }
  const begun = spent.size > 0
  const dues = begun ? duesOf(documents, part, targets) : new Map()
  const total = [...spent.values()].reduce((sum, { ms }) => sum + ms, 0)
  const listed = [...spent.keys(), ...dues.keys(), ...Object.keys(targets), ...Object.keys(budgets)]
  return inOrder(session[part], listed).map(id => {
    const { ms, turns, ofOrder } = spent.get(id) ?? NOTHING
    return {
      id,
      ms,
      turns,
      ofOrder,
      share: total ? ms / total : 0,
      target: id in targets ? targets[id] / 100 : null,
      due: dues.get(id) ?? null,
      leftMs: id in budgets ? budgets[id] * MINUTE_MS - ms : null,
    }
  })
}

// {ms, turns, ofOrder} by place, with the turns that are on.
function spentBy(documents, part, floor, now) {
  const spent = new Map()
  const over = Object.entries(documents.get("airtime")?.[part] ?? {})
  for (const [id, row] of over)
    spent.set(id, { ms: row.ms, turns: row.turns, ofOrder: row.of_order })
  for (const turn of turnsOn(documents, floor, now)) {
    const id = placeOf(documents, part, turn.person)
    const { ms, turns, ofOrder } = spent.get(id) ?? NOTHING
    const added = isOfOrder(turn)
      ? { ms, turns, ofOrder: ofOrder + 1 }
      : { ms: ms + turn.ms, turns: turns + 1, ofOrder }
    spent.set(id, added)
  }
  return spent
}

function placeOf(documents, part, person) {
  return (part === "groups" ? person.group : documents.get(`person/${person.id}`)?.region) ?? ""
}

// What those without a target are due: what the targets leave, by how many of them are here.
// By who has asked, it takes more than what this page knows; only of whom is suggested it does.
function duesOf(documents, part, targets) {
  const { basis } = documents.get("session")
  if (basis !== "here") return suggestedDue(documents, part, targets)
  const here = peopleHere(documents, part === "groups" ? "group" : "region")
  const others = [...here].filter(([id]) => !(id in targets))
  if (others.length + Object.keys(targets).length < 2) return new Map() // nobody to share with
  const people = others.reduce((sum, [, n]) => sum + n, 0)
  const targeted = Object.values(targets).reduce((sum, percent) => sum + percent, 0)
  const rest = Math.max(0, 1 - targeted / 100)
  return new Map(others.map(([id, n]) => [id, (rest * n) / people]))
}

function suggestedDue(documents, part, targets) {
  const { policy } = documents.get("session")
  const { reason, place, due } = documents.get("suggestion") ?? {}
  const told = reason === "share" && policy === (part === "groups" ? "by_group" : "by_region")
  return new Map(told && !(place in targets) ? [[place, due]] : [])
}

function peopleHere(documents, place) {
  const here = new Map()
  for (const [, { role, left, guest, [place]: id }] of ofPart(documents, "person"))
    if (role === "participant" && !left && !guest) here.set(id, (here.get(id) ?? 0) + 1)
  return here
}

// Each once; those that are of no place, or of one that the session no longer has, at the end.
function inOrder(places, listed) {
  const known = places.map(place => place.id)
  const others = [...new Set(listed)].filter(id => !known.includes(id))
  return [...known.filter(id => listed.includes(id)), ...others]
}
