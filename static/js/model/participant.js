// What is true for one participant now, from the documents. Pure.

import { language } from "../i18n.js"
import { agenda, currentItem } from "./agenda.js"
import { floorOf, interruptedOf, spokenMs } from "./floor.js"
import { notesFeed } from "./notes.js"
import { inState, leftMs, polls } from "./polls.js"
import { placeOf, waiting } from "./queue.js"
import { worded } from "./wording.js"

const FRESH_MS = 180_000
const NOBODY = {
  id: null,
  name: "",
  organisation: "",
  group: "",
  region: "",
  request: null,
  point_of_order: null,
  write_in: null,
  claims: [],
  cast: {},
  choices: {},
  proposals: [],
}

// `unanswered`: the commands that are on their way, without those about which the person is asked.
export function participantModel(documents, me, unanswered, now, ephemeral = new Map()) {
  const session = documents.get("session")
  const floor = floorOf(documents)
  const interrupted = stopped(interruptedOf(documents))
  const listed = polls(documents).map(poll => ({
    ...worded(poll, session.languages, language),
    running: ephemeral.get(`live/${poll.id}`) ?? null,
  }))
  const unsent = unanswered.filter(entry => entry.do === "queue.request")
  return {
    documents,
    session,
    now,
    floor,
    interrupted,
    me: me ?? NOBODY,
    takesPart: me?.role === "participant" && session.status !== "closed",
    mine: floor !== null && floor.person.id === me?.id,
    claiming: unanswered.filter(entry => entry.do === "queue.claim").map(entry => entry.with.request),
    halted: interrupted !== null && interrupted.person.id === me?.id,
    item: currentItem(documents),
    agenda: agenda(documents),
    queue: waiting(documents),
    notes: notesFeed(documents),
    unanswered,
    unsent,
    published: inState(listed, "published")
      .filter(poll => poll.tally)
      .reverse(),
    pollsNow: pollsNow(listed, now),
  }
}

// As whoever speaks: their clock stands still.
function stopped(interrupted) {
  return interrupted && { ...interrupted, since: null, paused: true }
}

function pollsNow(listed, now) {
  const closed = inState(listed, "closed").sort((one, other) => other.closed_at - one.closed_at)
  const fresh = inState(listed, "published")
    .filter(poll => poll.tally && now - poll.published_at < FRESH_MS)
    .sort((one, other) => other.published_at - one.published_at)
  return [...inState(listed, "open"), ...closed.slice(0, 1), ...fresh.slice(0, 1)]
}

// What a person who looks elsewhere should hear of, for comparing with what was so before.
export function concerns({ session, floor, me, mine, halted, queue, now, ...model }) {
  const place = placeOf(queue, me.request)
  const limited = mine && floor.limit_ms !== null && !floor.paused
  return {
    place,
    moment: mine ? "floor" : halted ? "interrupted" : waitingMoment(place),
    left: limited ? floor.limit_ms - spokenMs(floor, now) : null,
    closes: closesIn(model.pollsNow, now),
    status: session.status,
    ...Object.fromEntries(
      ["open", "closed", "published"].map(state => [state, inState(model.pollsNow, state)]),
    ),
  }
}

// Until the next of the open polls closes by itself; null if none does.
function closesIn(listed, now) {
  const left = inState(listed, "open").map(poll => leftMs(poll, now))
  return left.filter(ms => ms !== null).sort((one, other) => one - other)[0] ?? null
}

function waitingMoment(place) {
  if (place === 1) return "next"
  return place ? "waiting" : ""
}

// What one says of one's own request, also while it is on its way: ready, minute or null.
export function readyOf({ unanswered }, { id, ready }) {
  const said = unanswered
    .filter(entry => entry.do === "queue.ready" && entry.with.request === id)
    .at(-1)
  return said ? said.with.ready : ready
}
