// Who is to do what, and until when, as it is typed: “@Amara sends the draft by Friday”. Pure.

import { dueIn } from "./due.js"
import { folded } from "./people.js"

const MOST_WORDS = 6
const OWNER = /(^|\s)@(?:["“«]([^"”»\n]+)["”»]|([^\s@][^\n]*))/u
const AROUND = /^[\s,;:.!?]+|[\s,;:.!?]+$/gu

// {text, owner, owner_text, due}: the words without what says so; owner a person of `people`
// ([{id, name}]), or null
export function taskIn(text, { people, words, today }) {
  const named = ownerIn(text, people)
  const rest = named ? without(text, named) : text
  const until = dueIn(rest, words, today)
  const said = until ? without(rest, until) : rest
  return {
    text: said.trim() || text,
    owner: named?.owner ?? null,
    owner_text: named && !named.owner ? named.words : "",
    due: until?.due ?? null,
  }
}

// The text without a part of it, and without the space or the comma that it leaves over.
function without(text, { from, to }) {
  const [before, after] = [text.slice(0, from), text.slice(to)]
  if (!before.trim()) return after.replace(/^[\s,:;]+/u, "")
  if (/^\s*([.!?]|$)/u.test(after)) return before.replace(/[\s,;:]+$/u, "") + after.trimStart()
  const gap = /^\s*[,;:]/u.test(after) ? "" : " "
  return before.trimEnd() + gap + after.trimStart()
}

function ownerIn(text, people) {
  const found = OWNER.exec(text)
  if (!found) return null
  const from = found.index + found[1].length
  if (found[2]) {
    const words = found[2].trim()
    return { from, to: found.index + found[0].length, words, owner: personNamed(words, people) }
  }
  const rest = found[3].match(/\S+\s*/gu).slice(0, MOST_WORDS)
  for (let length = rest.length; length > 0; length -= 1) {
    const said = rest.slice(0, length).join("")
    const words = said.replace(AROUND, "")
    const owner = personNamed(words, people)
    const to = from + 1 + said.indexOf(words) + words.length
    if (words && (owner || length === 1)) return { from, to, words, owner }
  }
  return null
}

// The only one who is called so, by the whole name or by a part of it.
export function personNamed(words, people) {
  const sought = folded(words).trim()
  if (!sought) return null
  const whole = people.filter(({ name }) => folded(name) === sought)
  const part = people.filter(({ name }) => ` ${folded(name)} `.includes(` ${sought} `))
  const found = whole.length ? whole : part
  return found.length === 1 ? found[0] : null
}

// Of what was typed into a field: one of the people by the whole name, else the words.
export function ownerOf(words, people) {
  const same = people.filter(({ name }) => folded(name) === folded(words).trim())
  return same.length === 1
    ? { owner: same[0], owner_text: "" }
    : { owner: null, owner_text: words.trim() }
}
