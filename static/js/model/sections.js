// The sections of the draft summary. Pure.

import { ofPart } from "../replica.js"
import { agenda } from "./agenda.js"

export const GENERAL = "general"
export const NEXT_STEPS = "next_steps"

// In their order: [{id, item, text, revision, writer, asides, …}]; `item` is null of those that
// belong to none. What nobody has begun has no text and no revision.
export function sections(documents) {
  const items = agenda(documents).map(item => ({ id: item.id, item }))
  return [...items, { id: GENERAL, item: null }, { id: NEXT_STEPS, item: null }].map(one => ({
    text: "",
    revision: null,
    writer: null,
    written_at: null,
    asides: [],
    ...one,
    ...documents.get(`section/${one.id}`),
  }))
}

// As the server keeps a text.
export function same(one, other) {
  return kept(one) === kept(other)
}

function kept(text) {
  return text.replace(/\r\n?/g, "\n").normalize("NFC").trim()
}

// What is typed and not at the server yet.
export function isUnsaved({ text, saved }) {
  return !same(text, saved)
}

// The notes of a section that its text does not have word for word, in the order of what happened.
export function missingNotes(id, text, documents) {
  return ofPart(documents, "note")
    .map(([, note]) => note)
    .filter(note => isOf(note, id) && !text.includes(note.text))
    .sort((one, other) => one.happened_at - other.happened_at || one.at - other.at)
    .map(note => note.text)
}

function isOf({ item, tag }, id) {
  if (id === NEXT_STEPS) return tag === "action"
  return tag !== "action" && (item ?? GENERAL) === id
}

// A text with words that were set aside, without saying again what both begin with.
export function withAside(text, aside) {
  const [one, other] = [kept(text), kept(aside)]
  if (other.startsWith(one)) return other
  if (one.startsWith(other)) return text
  return joined(text, other.slice(sharedSentences(one, other)))
}

const SENTENCE_END = /[.!?؟。！？]["”»’)]*\s+|\n+/gu

// How long the sentences are with which both begin.
function sharedSentences(one, other) {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  const ends = [...other.slice(0, length).matchAll(SENTENCE_END)]
  const last = ends.at(-1)
  return last ? last.index + last[0].length : 0
}

export function joined(...texts) {
  return texts
    .map(text => text.trim())
    .filter(Boolean)
    .join("\n\n")
}
