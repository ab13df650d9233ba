// What the room sees: one thing at a time. Pure.

import { language } from "../i18n.js"
import { agenda, currentItem } from "./agenda.js"
import { floorOf, interruptedOf } from "./floor.js"
import { inState, polls } from "./polls.js"
import { waiting } from "./queue.js"
import { worded } from "./wording.js"

const NEXT_SHOWN = 3

// scene: draft, suspended, closed, poll, counted, result or floor
export function screenModel(documents, ephemeral, now) {
  const session = documents.get("session")
  const also = session.languages.find(tag => tag !== language)
  const listed = polls(documents).map(poll => ({
    ...worded(poll, session.languages, language, also),
    running: ephemeral.get(`live/${poll.id}`) ?? null,
  }))
  const open = inState(listed, "open").sort((one, other) => other.opened_at - one.opened_at)[0]
  const over = justOver(documents, listed)
  const scene = sceneOf(session, open, over)
  return {
    session,
    now,
    scene,
    poll: scene === "poll" ? open : over,
    turnout: open ? (ephemeral.get(`turnout/${open.id}`) ?? null) : null,
    floor: floorOf(documents),
    interrupted: interruptedOf(documents),
    item: currentItem(documents),
    agenda: agenda(documents),
    next: waiting(documents).slice(0, NEXT_SHOWN),
    queueLength: waiting(documents).length,
    online: ephemeral.get("presence")?.online ?? null,
  }
}

function sceneOf(session, open, over) {
  const rehearsed = session.status === "draft" && (open ?? over)?.rehearsal
  if (session.status !== "open" && !rehearsed) return session.status
  if (open) return "poll"
  if (!over) return "floor"
  return over.tally ? "result" : "counted"
}

// The poll that was closed or published last, until the floor next changes or a new item begins.
function justOver(documents, listed) {
  const [last] = inState(listed, "closed", "published").sort(
    (one, other) => overAt(other) - overAt(one),
  )
  const item = currentItem(documents)
  const passed = Math.max(lastFloorChange(documents), item?.since ?? 0)
  return last && overAt(last) > passed ? last : null
}

function overAt({ closed_at, published_at }) {
  return published_at ?? closed_at
}

// When somebody last got the floor or gave it back; 0 before the first time.
function lastFloorChange(documents) {
  const holding = floorOf(documents)?.at ?? 0
  let last = holding
  for (const [key, document] of documents)
    if (key.startsWith("turn/")) last = Math.max(last, document.end)
  return last
}
