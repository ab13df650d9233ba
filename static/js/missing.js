// How much there is to look at before the record is final; asked for anew when something changed.

const PAUSE_MS = 5000

export function createMissing(recordUrl, changed) {
  let count = null
  let seen = null
  let asking = false

  async function ask(documents) {
    asking = true
    seen = documents
    try {
      const answer = await fetch(`${recordUrl}/missing`)
      if (answer.ok) count = (await answer.json()).missing
    } catch {
      seen = null // the line was lost meanwhile
    }
    setTimeout(() => ((asking = false), changed()), PAUSE_MS)
    changed()
  }

  return {
    count: () => count,
    look(documents) {
      const closed = documents.get("session").status === "closed"
      if (closed && !asking && documents !== seen) ask(documents)
    },
  }
}
