// A note as it is being written: its tag, and the moment that it is about. Pure.

import { ofPart } from "../replica.js"
import { currentItem } from "./agenda.js"
import { floorOf } from "./floor.js"

export const TAGS = ["point", "decision", "action", "question", "quote", "risk"]
export const emptyDraft = { text: "", tag: null, begunAt: null, when: null }

const TYPED = new RegExp(`(^|\\s)#(${TAGS.join("|")})(?=\\s|$)`, "i")

export function typedTag(text) {
  return TYPED.exec(text)?.[2].toLowerCase() ?? null
}

// What is posted: the words without the typed tag, and the tag.
export function written({ text, tag }) {
  const typed = typedTag(text)
  const words = typed ? text.replace(TYPED, "$1").replace(/[^\S\n]{2,}/g, " ") : text
  return { text: words.trim(), tag: typed ?? tag }
}

export function typing(draft, text, now) {
  const begunAt = text.trim() === "" ? null : (draft.begunAt ?? now)
  return { ...draft, text, begunAt }
}

// when: now, begun, 10 or 30 (seconds ago); unless it is chosen, the moment at which the note
// was begun, if somebody else has the floor by now
export function whenOf(draft, documents, now) {
  if (draft.when === "begun" && draft.begunAt === null) return "now"
  return draft.when ?? (hasMovedOn(draft, documents, now) ? "begun" : "now")
}

export function hasMovedOn({ begunAt }, documents, now) {
  if (begunAt === null) return false
  const [then, present] = [contextAt(documents, begunAt), contextAt(documents, now)]
  return then.turn !== present.turn || then.item?.id !== present.item?.id
}

export function momentOf(draft, documents, now) {
  const when = whenOf(draft, documents, now)
  if (when === "now") return now
  return when === "begun" ? draft.begunAt : now - when * 1000
}

// Who had the floor at a moment, and on which item; item undefined: it was over before this one.
export function contextAt(documents, at) {
  const item = currentItem(documents)
  return {
    ...turnAt(documents, at),
    item: item?.since > at ? undefined : item,
  }
}

function turnAt(documents, at) {
  const floor = floorOf(documents)
  if (floor && floor.at <= at) return { turn: floor.turn, person: floor.person }
  const past = ofPart(documents, "turn").find(([, turn]) => turn.start <= at && at < turn.end)
  return past ? { turn: past[0], person: past[1].person } : { turn: null, person: null }
}
