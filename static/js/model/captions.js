// The captions as they come, by whoever speaks. Pure.

import { ofPart } from "../replica.js"

// The languages in which there are some, one's own first.
export function captionLanguages(documents, own) {
  const rank = tag => (tag.split("-")[0] === own ? 0 : 1)
  return [...new Set(ofPart(documents, "caption").map(([, line]) => line.language))]
    .sort()
    .sort((one, other) => rank(one) - rank(other))
}

// The lines of a language by whoever spoke them: [{speaker, lines: [{id, text, …}]}]. Those that
// are being corrected stay, also when they are no more among the last.
export function captionRuns(documents, language, kept = []) {
  const lines = new Map(kept.filter(line => line.language === language).map(one => [one.id, one]))
  for (const [id, line] of ofPart(documents, "caption"))
    if (line.language === language) lines.set(id, { id, ...line })
  const runs = []
  for (const line of [...lines.values()].sort((one, other) => one.nr - other.nr)) {
    const speaker = speakerOf(documents, line)
    const last = runs.at(-1)
    if (last && last.speaker?.id === speaker?.id) last.lines.push(line)
    else runs.push({ speaker, lines: [line] })
  }
  return runs
}

// Whoever had the floor when the line began, unless somebody has said who it was.
export function speakerOf(documents, { by_hand, person, turn }) {
  return by_hand ? person : turn && holderOf(documents, turn)
}

function holderOf(documents, turn) {
  const over = documents.get(`turn/${turn}`)
  if (over) return over.person
  const floor = documents.get("floor")
  const on = [floor, floor?.interrupted].find(one => one?.turn === turn)
  return documents.get(`request/${on?.request}`)?.person ?? null
}
