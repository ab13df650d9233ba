// A note as it is being written: its tag, and the moment that it is about. Pure.

import { ofPart } from "../replica.js"
import { currentItem } from "./agenda.js"
import { floorOf, interruptedOf } from "./floor.js"
import { ownerOf, taskIn } from "./task.js"

export const TAGS = ["point", "decision", "action", "question", "quote", "risk"]

// owner, due: as they were typed into their fields; null: as the text says
export const emptyDraft = {
  text: "",
  tag: null,
  begunAt: null,
  when: null,
  owner: null,
  due: null,
}

const NO_TASK = { owner: null, owner_text: "", due: null }

const TYPED = new RegExp(`(^|\\s)#(${TAGS.join("|")})(?=\\s|$)`, "i")

export function typedTag(text) {
  return TYPED.exec(text)?.[2].toLowerCase() ?? null
}

// What is posted: the words without the typed tag, the tag, and of an action its task.
// context: {people, words, today}, as for taskIn
export function written(draft, context) {
  const tag = typedTag(draft.text) ?? draft.tag
  const text = untagged(draft.text)
  if (tag !== "action") return { text, tag, ...NO_TASK }
  const { owner, owner_text, due, text: words } = taskOf(draft, context)
  return { text: words, tag, owner: owner?.id ?? null, owner_text, due }
}

// {text, owner, owner_text, due} of an action
export function taskOf(draft, context) {
  const typed = taskIn(untagged(draft.text), context)
  const chosen = draft.owner === null ? {} : ownerOf(draft.owner, context.people)
  return { ...typed, ...chosen, due: draft.due === null ? typed.due : draft.due || null }
}

function untagged(text) {
  const words = typedTag(text) ? text.replace(TYPED, "$1").replace(/[^\S\n]{2,}/g, " ") : text
  return words.trim()
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

// The turn that held the floor at a moment; of one and the other that interrupted it, the latter.
function turnAt(documents, at) {
  const on = [floorOf(documents), interruptedOf(documents)].filter(one => one && one.start <= at)
  const past = ofPart(documents, "turn")
    .map(([id, turn]) => ({ ...turn, turn: id }))
    .filter(({ start, end }) => start <= at && at < end)
  const [latest] = [...on, ...past].sort((one, other) => other.start - one.start)
  return latest ? { turn: latest.turn, person: latest.person } : { turn: null, person: null }
}
