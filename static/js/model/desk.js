// What is true for those who run a session, from the documents. Pure.

import { ofPart } from "../replica.js"
import { lastActs, namelessTurns } from "./acts.js"
import { adviceOf } from "./advice.js"
import { agenda, currentItem } from "./agenda.js"
import { floorOf, interruptedOf } from "./floor.js"
import { withMoves } from "./moves.js"
import { notesFeed, proposalsWaiting } from "./notes.js"
import { participants } from "./people.js"
import { polls } from "./polls.js"
import { waiting } from "./queue.js"
import { pollAtHand } from "./run_sheet.js"
import { spokenByPerson } from "./spoken.js"

const NOBODY_HERE = { online: 0, groups: {}, staff: [], offline: [] }

// `unanswered`: the commands of this page that are on their way.
export function deskModel(documents, ephemeral, { you, unanswered, now }) {
  const presence = ephemeral.get("presence") ?? NOBODY_HERE
  const spoken = speakers(documents)
  const floor = floorOf(documents)
  const queue = queueRows(documents, { presence, spoken, floor, unanswered })
  const listed = polls(documents)
  return {
    documents,
    session: documents.get("session"),
    now,
    unanswered,
    floor: floor && {
      ...floor,
      firstTime: !spoken.has(floor.person.id),
      guest: isGuest(documents, floor.person),
    },
    interrupted: interruptedOf(documents),
    queue,
    advice: adviceOf(documents, queue),
    undo: documents.get("undo") ?? null,
    acts: lastActs(documents),
    nameless: namelessTurns(documents),
    item: currentItem(documents),
    agenda: agenda(documents),
    people: participants(documents, spokenByPerson(documents, floor, now)),
    presence,
    others: presence.staff.filter(one => one.id !== you?.id),
    polls: listed.map(poll => ({
      ...poll,
      turnout: ephemeral.get(`turnout/${poll.id}`) ?? null,
      running: ephemeral.get(`live/${poll.id}`) ?? null,
    })),
    pollAtHand: pollAtHand(listed) ?? null,
    notes: notesFeed(documents),
    retracted: notesFeed(documents, "retracted"),
    proposed: proposalsWaiting(documents),
  }
}

function queueRows(documents, { presence, spoken, floor, unanswered }) {
  const offline = new Set(presence.offline)
  return withMoves(waiting(documents), unanswered).map(request => ({
    ...request,
    guest: isGuest(documents, request.person),
    offline: offline.has(request.person.id) && !isGuest(documents, request.person),
    firstTime: !spoken.has(request.person.id) && floor?.person.id !== request.person.id,
  }))
}

// Whoever was put in by a moderator and has never joined has no device to be offline.
function isGuest(documents, { id }) {
  return documents.get(`person/${id}`)?.guest ?? false
}

// Those who have had a turn, otherwise than to a point of order.
function speakers(documents) {
  const turns = ofPart(documents, "turn").filter(([, turn]) => turn.kind !== "point_of_order")
  return new Set(turns.map(([, turn]) => turn.person.id))
}

// Whether a command of this kind is on its way.
export function sending({ unanswered }, ...commands) {
  return unanswered.some(entry => commands.includes(entry.do))
}

// The point of order that may interrupt whoever speaks: the first that waits, or null.
export function interrupter({ floor, interrupted, queue }) {
  if (!floor || interrupted) return null
  return queue.find(request => request.kind === "point_of_order") ?? null
}
