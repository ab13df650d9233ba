// The polls as a run sheet: each has one next legal step. Pure.

import { inState } from "./polls.js"

const STEPS = { draft: "open", open: "close", closed: "publish" }
const K = 5 // the smallest number of voters about whom a secret poll says anything

// open, close or publish; null once it is published
export function nextStep(poll) {
  return STEPS[poll.state] ?? null
}

// The poll that the key P is about: what is open, what waits to be published, what comes next.
export function pollAtHand(listed) {
  const latest = (state, at) => inState(listed, state).sort((one, other) => other[at] - one[at])[0]
  return latest("open", "opened_at") ?? latest("closed", "closed_at") ?? inState(listed, "draft")[0]
}

const PLACES = ["phones", "screen", "record"]

// Where a counted result can still be published.
export function unpublished({ state, published_to }) {
  return ["closed", "published"].includes(state)
    ? PLACES.filter(place => !published_to.includes(place))
    : []
}

export function tellsTooMuch(poll) {
  return poll.secret && poll.tally !== null && poll.tally.voters < K
}
