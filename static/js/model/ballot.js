// One person's ballot in one poll, from the first tap to the server's answer. Pure.

export const emptyBallot = { marked: null, recorded: null, n: 0, refusal: null }

// What is marked on the paper: the last tap, what is on its way, what was recorded, in this order.
export function choiceOf(ballot, poll, me, sending) {
  return ballot.marked ?? sending?.with.choice ?? recordedChoice(ballot, poll, me) ?? []
}

// What the server has, where this page knows it: a secret choice made elsewhere it does not.
export function recordedChoice(ballot, poll, me) {
  const named = me?.choices[poll.id]
  return named ?? (ballot.n >= castOf(poll, me) ? ballot.recorded : null)
}

export function castOf(poll, me) {
  return me?.cast[poll.id] ?? 0
}

// The number of the next ballot: one more than the highest that this person has seen.
export function nextN(ballot, poll, me, sending) {
  return Math.max(castOf(poll, me), ballot.n, sending?.with.n ?? 0) + 1
}

// empty, selected, sending, recorded, refused or closed
export function stateOf(ballot, poll, me, sending) {
  if (poll.state !== "open") return "closed"
  if (sending && same(filled(choiceOf(ballot, poll, me, sending)), sending.with.choice))
    return "sending"
  if (ballot.refusal) return "refused"
  if (hasVoted(ballot, poll, me) && !changed(ballot, poll, me)) return "recorded"
  return filled(ballot.marked ?? []).length ? "selected" : "empty"
}

export function hasVoted(ballot, poll, me) {
  return castOf(poll, me) > 0 || ballot.recorded !== null
}

export function fits(choice, poll) {
  const n = howMany(choice, poll)
  return declines(choice, poll) || (n >= poll.min && n <= poll.max)
}

// How many options it marks, or words it has; a text is one, beside its receipt.
export function howMany(choice, { kind }) {
  const n = filled(choice).length
  return kind === "text" ? Math.min(n, 1) : n
}

// Whether it says nothing to the question, by an option that stands alone.
export function declines(choice, poll) {
  return choice.some(id => decliningOf(poll).includes(id))
}

// A ranking is in the order of the taps, all else in that of the paper.
export function toggled(choice, option, poll) {
  if (isOneMark(poll) && poll.kind !== "text") return [option]
  if (choice.includes(option)) return choice.filter(one => one !== option)
  if (decliningOf(poll).includes(option)) return [option]
  const marked = [...choice.filter(one => !decliningOf(poll).includes(one)), option]
  if (poll.kind === "ranking") return marked
  return poll.options.map(({ id }) => id).filter(id => marked.includes(id))
}

// The options as they stand on the paper of one person: in an order of their own, if the poll
// says so, which is the same after a reload. Ways to decline come last.
export function onPaper({ options, shuffle, id }, person) {
  if (!shuffle) return options
  const place = new Map(options.map(option => [option, hash(`${id}${person}${option.id}`)]))
  return [...options].sort(
    (one, other) => isDeclining(one) - isDeclining(other) || place.get(one) - place.get(other),
  )
}

// FNV-1a, mixed once more (after MurmurHash3) so that the last letter changes all of it
function hash(text) {
  let value = 0x811c9dc5
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

export function isOneMark({ kind }) {
  return ["single", "yes_no", "rating", "text", "pulse"].includes(kind)
}

function decliningOf({ options }) {
  return options.filter(isDeclining).map(({ id }) => id)
}

export function isDeclining({ standard }) {
  return ["abstain", "no_position", "not_my_mandate"].includes(standard)
}

function changed(ballot, poll, me) {
  return (
    ballot.marked !== null && !same(filled(ballot.marked), recordedChoice(ballot, poll, me) ?? [])
  )
}

// Without words that are not written yet.
export function filled(choice) {
  return choice.filter(one => one.trim())
}

export function same(one, other) {
  return one.length === other.length && one.every((option, place) => other[place] === option)
}
