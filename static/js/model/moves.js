// Moving a request in the queue, always relative to another. Pure.

// The queue with one request behind another, or first; as it was where either is gone.
export function moved(queue, id, after) {
  const one = queue.find(request => request.id === id)
  const others = queue.filter(request => request.id !== id)
  const place = after === null ? 0 : others.findIndex(request => request.id === after) + 1
  if (!one || (after !== null && place === 0)) return queue
  return [...others.slice(0, place), one, ...others.slice(place)]
}

// Behind whom a request goes, to come to a place that is counted from 0 and without it.
export function afterFor(queue, id, place) {
  const others = queue.filter(request => request.id !== id)
  return others[Math.min(place, others.length) - 1]?.id ?? null
}

// The queue as it will be once the server has taken the moves that are on their way.
export function withMoves(queue, unanswered) {
  return unanswered
    .filter(entry => entry.do === "queue.move")
    .reduce((order, entry) => moved(order, entry.with.request, entry.with.after), queue)
}
