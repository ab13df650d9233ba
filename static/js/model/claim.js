// Somebody whom a moderator put into the queue by name, and who may be the one at this page. Pure.

// `answers` by request: whether one has said that it is oneself; `claiming`: of which that is on its
// way. Who has said so, and whom no moderator is to confirm any more, was turned down.
// {request, claimed}: the request or null; whether it is for a moderator to confirm.
export function claimable(queue, me, answers, claiming) {
  if (!me.name) return { request: null, claimed: false }
  const claims = [...me.claims, ...claiming]
  const named = queue.filter(
    request => request.source && request.person.id !== me.id && sameName(request.person, me),
  )
  const request = named.find(({ id }) => claims.includes(id) || answers[id] === undefined) ?? null
  return { request, claimed: claims.includes(request?.id) }
}

function sameName(one, other) {
  return written(one.name) === written(other.name)
}

function written(name) {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()
}
