// What concerns one person, and what of it is new. Pure.

const MARKS_S = [10, 30, 60]
const CLOSING_S = 30

// before and after: {moment, place, left, closes, status, open, closed, published}; news: [{kind, …}]
export function news(before, after) {
  if (before === null) return []
  return [
    ...momentNews(before, after),
    ...closingNews(before, after),
    ...pollNews(before, after),
    ...statusNews(before, after),
  ]
}

function momentNews(before, after) {
  if (before.moment !== after.moment && after.moment)
    return [{ kind: after.moment, place: after.place }]
  const mark = markOf(after.left)
  if (after.moment === "floor" && mark !== null && mark !== markOf(before.left))
    return [{ kind: "left", seconds: mark }]
  return []
}

// The last of 60, 30 and 10 seconds that has been passed; 0 once there is no time left.
function markOf(leftMs) {
  if (leftMs === null) return null
  if (leftMs <= 0) return 0
  return MARKS_S.find(mark => leftMs <= mark * 1000) ?? null
}

// Of the poll that is to close first.
function closingNews(before, after) {
  const mark = markOf(after.closes)
  const passed = mark && mark <= CLOSING_S && mark !== markOf(before.closes)
  return passed ? [{ kind: "closing", seconds: mark }] : []
}

function pollNews(before, after) {
  return ["open", "closed", "published"].flatMap(state =>
    after[state]
      .filter(poll => !before[state].some(known => known.id === poll.id))
      .map(poll => ({ kind: state, poll })),
  )
}

function statusNews(before, after) {
  return before.status === after.status ? [] : [{ kind: "status", status: after.status }]
}
