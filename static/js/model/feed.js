// The notes as the rapporteurs read them: by item and speaker, in the order of what happened. Pure.

import { folded } from "./people.js"

// [{item, runs: [{turn, speaker, notes}]}]; runs of what follows one another, so that an item
// to which the meeting comes back stands there twice
export function grouped(notes) {
  const inOrder = [...notes].reverse()
  return runsOf(inOrder, note => note.item).map(ofItem => ({
    item: ofItem[0].item,
    runs: runsOf(ofItem, note => note.turn).map(ofTurn => ({
      turn: ofTurn[0].turn,
      speaker: ofTurn[0].speaker,
      notes: ofTurn,
    })),
  }))
}

function runsOf(notes, key) {
  const runs = []
  for (const note of notes) {
    const last = runs.at(-1)
    if (last && key(last[0]) === key(note)) last.push(note)
    else runs.push([note])
  }
  return runs
}

export function matching(notes, { tag, only, words }) {
  const sought = folded(words).split(/\s+/).filter(Boolean)
  return notes
    .filter(note => tag === null || note.tag === tag)
    .filter(note => only !== "pinned" || note.pinned)
    .filter(note => hasAll(note, sought))
}

function hasAll({ text, speaker, author, owner, owner_text }, sought) {
  const people = [speaker?.name, speaker?.organisation, author.name, owner?.name, owner_text]
  const written = folded([text, ...people.filter(Boolean)].join(" "))
  return sought.every(word => written.includes(word))
}

// What a note said, the latest first, each with what it was before: [{text, tag, by, at, before}];
// `before` is null of the first, and of the earliest that is at hand.
export function revisionsOf({ earlier, text, tag, revised_by, revised_at }) {
  const all = [...earlier, { text, tag, by: revised_by, at: revised_at }]
  return all.map((one, place) => ({ ...one, before: all[place - 1] ?? null })).reverse()
}

// Finished turns and the one that is on, newest first: [{id, person, spoken_ms, on, …}]
export function floorLog(documents, floor) {
  const turns = [...documents]
    .filter(([key]) => key.startsWith("turn/"))
    .map(([key, turn]) => ({ id: key.slice(5), on: false, ...turn }))
    .sort((one, other) => other.start - one.start)
  return floor ? [{ ...floor, id: floor.turn, on: true, start: floor.start }, ...turns] : turns
}
