// What is true for one participant now, from the documents. Pure.

import { agenda, currentItem } from "./agenda.js"
import { floorOf, spokenMs } from "./floor.js"
import { notesFeed } from "./notes.js"
import { inState, polls } from "./polls.js"
import { placeOf, waiting } from "./queue.js"

const FRESH_MS = 180_000
const NOBODY = {
  id: null,
  name: "",
  organisation: "",
  group: "",
  region: "",
  request: null,
  point_of_order: null,
  cast: {},
  choices: {},
}

// `unanswered`: the commands that are on their way, without those about which the person is asked.
export function participantModel(documents, me, unanswered, now) {
  const session = documents.get("session")
  const floor = floorOf(documents)
  const listed = polls(documents)
  const unsent = unanswered.filter(entry => entry.do === "queue.request")
  return {
    documents,
    session,
    now,
    floor,
    me: me ?? NOBODY,
    takesPart: me?.role === "participant" && session.status !== "closed",
    mine: floor !== null && floor.person.id === me?.id,
    item: currentItem(documents),
    agenda: agenda(documents),
    queue: waiting(documents),
    notes: notesFeed(documents),
    unsent,
    published: inState(listed, "published")
      .filter(poll => poll.tally)
      .reverse(),
    pollsNow: pollsNow(listed, now),
  }
}

function pollsNow(listed, now) {
  const closed = inState(listed, "closed").sort((one, other) => other.closed_at - one.closed_at)
  const fresh = inState(listed, "published").filter(
    poll => poll.tally && now - poll.published_at < FRESH_MS,
  )
  return [...inState(listed, "open"), ...closed.slice(0, 1), ...fresh]
}

// What a person who looks elsewhere should hear of, for comparing with what was so before.
export function concerns({ session, floor, me, mine, queue, now, ...model }) {
  const place = placeOf(queue, me.request)
  const limited = mine && floor.limit_ms !== null && !floor.paused
  return {
    place,
    moment: mine ? "floor" : place === 1 ? "next" : place ? "waiting" : "",
    left: limited ? floor.limit_ms - spokenMs(floor, now) : null,
    status: session.status,
    ...Object.fromEntries(
      ["open", "closed", "published"].map(state => [state, inState(model.pollsNow, state)]),
    ),
  }
}
