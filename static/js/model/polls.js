// Polls and their results. Pure.

import { ofPart } from "../replica.js"
import { groupName, regionName } from "./places.js"
import { questionOf } from "./wording.js"

// In the order of the run sheet: [{id, question, options, …, tally, before, contributions}];
// `before`: the tally of the poll that it asks again
export function polls(documents) {
  const contributed = contributions(documents)
  return ofPart(documents, "poll")
    .map(([id, poll]) => ({
      id,
      ...poll,
      question: questionOf(poll),
      usual: !poll.question,
      tally: documents.get(`tally/${id}`) ?? null,
      before: documents.get(`tally/${poll.rerun_of}`) ?? null,
      contributions: contributed[id] ?? [],
    }))
    .sort((one, other) => one.rank - other.rank)
}

// By poll, as they were written
function contributions(documents) {
  const found = {}
  for (const [id, one] of ofPart(documents, "contribution")) (found[one.poll] ??= []).push({ id, ...one })
  for (const some of Object.values(found)) some.sort((one, other) => numberOf(one) - numberOf(other))
  return found
}

function numberOf({ id }) {
  return Number(id.split(".").at(-1))
}

// Until the voting ends by itself: null if it does not, 0 once it has to.
export function leftMs({ closes_at }, now) {
  return closes_at === null ? null : Math.max(0, closes_at - now)
}

function shareOf({ counts, voters }, { id }) {
  return voters ? (counts[id] ?? 0) / voters : 0
}

// Whether somebody is of the groups and regions of whom it is; where none is named, of all.
export function isFor({ groups, regions }, { group, region }) {
  const ofGroup = !groups.length || groups.includes(group)
  return ofGroup && (!regions.length || regions.includes(region))
}

export function isWritten({ kind }) {
  return kind === "text" || kind === "words"
}

// “Governments, Academia · Africa”
export function forText({ groups, regions }, session) {
  const named = [groups.map(id => groupName(session, id)), regions.map(id => regionName(session, id))]
  return named
    .filter(names => names.length)
    .map(names => names.join(", "))
    .join(" · ")
}

// Whether as many have voted as the poll asks for; null where it asks for none.
export function quorate({ quorum, tally }) {
  return quorum === null ? null : tally.voters > 0 && tally.voters * 100 >= quorum * tally.eligible
}

// Until one of them shows another second, in ms; Infinity if none closes by itself.
export function untilShownOtherwise(listed, now) {
  const left = listed.filter(poll => poll.state === "open").map(poll => leftMs(poll, now))
  return Math.min(...left.filter(ms => ms > 0).map(ms => (ms % 1000) + 1))
}

export function inState(listed, ...states) {
  return listed.filter(poll => states.includes(poll.state))
}

// One row for each option; its share is of the people who voted.
export function rows({ options, tally, before }) {
  return options.map(option => {
    const count = tally.counts[option.id] ?? 0
    const points = tally.points?.[option.id] ?? null
    return {
      id: option.id,
      option,
      count,
      points,
      share: shareOf(tally, option),
      earlier: before && shareOf(before, option),
    }
  })
}
