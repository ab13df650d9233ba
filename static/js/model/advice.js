// Whom it would be fair to hear next, where that is worth saying. Pure.

const PLAIN = ["order", "precedence"]

// {request, reason, place, had, due} with the whole request, or null: nobody is suggested, or it
// is who comes first anyway.
export function adviceOf(documents, queue) {
  const suggestion = documents.get("suggestion")
  const at = queue.findIndex(request => request.id === suggestion?.request)
  if (at < 0 || (at === 0 && PLAIN.includes(suggestion.reason))) return null
  return { ...suggestion, request: queue[at] }
}
