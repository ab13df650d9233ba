// Which statements in writing have arrived. Pure.

// Of those `sent`: what is not on its way any more, and is not asked for any more.
export function recordedOf(sent, { queue, me }, entries) {
  if (me.id === null) return []
  return sent.filter(
    request =>
      request !== me.write_in &&
      !entries.some(entry => entry.with.request === request) &&
      !queue.some(waiting => waiting.id === request),
  )
}
