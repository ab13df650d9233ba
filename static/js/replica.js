// What the page knows: documents by key, as of one seq. Pure: no DOM, no socket.

export const emptyReplica = { seq: 0, documents: new Map() }

// The replica after a patch, or null: something was missed, and the caller reconnects.
export function applyPatch(replica, patch) {
  if (patch.from > replica.seq) return null
  if (patch.to < replica.seq) return replica
  return { seq: patch.to, documents: applied(replica.documents, patch) }
}

// A map of documents after a frame's `set` and `del`. The map itself is never changed.
export function applied(documents, frame) {
  const next = new Map(documents)
  for (const key of frame.del) next.delete(key)
  for (const [key, document] of Object.entries(frame.set)) next.set(key, document)
  return next
}

// The documents of one part, `request` say, as [id, document].
export function ofPart(documents, part) {
  const prefix = `${part}/`
  return [...documents]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, document]) => [key.slice(prefix.length), document])
}
