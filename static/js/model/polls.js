// Polls and their results. Pure.

import { ofPart } from "../replica.js"

// In the order of the run sheet: [{id, question, options, …, tally}]
export function polls(documents) {
  return ofPart(documents, "poll")
    .map(([id, poll]) => ({ id, ...poll, tally: documents.get(`tally/${id}`) ?? null }))
    .sort((one, other) => one.rank - other.rank)
}

export function inState(listed, ...states) {
  return listed.filter(poll => states.includes(poll.state))
}

// One row for each option; its share is of the people who voted.
export function rows({ options, tally }) {
  return options.map(({ id, text }) => {
    const count = tally.counts[id] ?? 0
    return { id, text, count, share: tally.voters ? count / tally.voters : 0 }
  })
}
