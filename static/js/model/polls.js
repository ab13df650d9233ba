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
  return options.map(option => {
    const count = tally.counts[option.id] ?? 0
    const points = tally.points?.[option.id] ?? null
    return { id: option.id, option, count, points, share: tally.voters ? count / tally.voters : 0 }
  })
}
