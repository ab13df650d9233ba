// The texts for the interpreters that were sent from this page. Only those who run the session
// see them, so that a form in which one is to be changed has it from here.

import { keep, restored } from "./kept.js"

export function createStatements(code) {
  const key = `plenary.statements.${code}`
  let texts = restored(key, {})

  return {
    // Undefined where another page, or nobody, sent it.
    of: request => texts[request],
    keep(request, text) {
      texts = { ...texts, [request]: text }
      keep(key, texts)
    },
  }
}
