// Somebody whom a moderator put into the queue by name, and who may be the one at this page. Pure.

// `answers` by request: whether one has said that it is oneself. The request, or null.
export function claimable(queue, me, answers) {
  if (!me.name) return null
  const named = queue.filter(
    request => request.source && request.person.id !== me.id && sameName(request.person, me),
  )
  return named.find(request => answers[request.id] !== false) ?? null
}

function sameName(one, other) {
  return written(one.name) === written(other.name)
}

function written(name) {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()
}
