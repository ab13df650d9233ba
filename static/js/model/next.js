// Whether Next does what the moderator means: not twice at once, and not for somebody whom
// another has just put there. Pure.

const GUARD_MS = 400
const SETTLE_MS = 2000

export const unwatched = {
  first: undefined,
  holder: undefined,
  expected: [],
  pressedAt: -Infinity,
  surprisedAt: -Infinity,
}

// What is on the page now: the first of the queue, and the request that has the floor, or null.
export function seen(watch, { first, holder }, now) {
  const surprise = otherFirst(watch, first) || otherHolder(watch, holder)
  return {
    ...watch,
    first,
    holder,
    expected: surprise ? [] : watch.expected.filter(id => id !== first && id !== holder),
    surprisedAt: surprise ? now : watch.surprisedAt,
  }
}

// Where nobody waited, whoever comes first surprises nobody.
function otherFirst({ first: before, expected }, first) {
  return before && first && before !== first && !expected.includes(first)
}

function otherHolder({ holder: before, expected }, holder) {
  return before !== undefined && holder && before !== holder && !expected.includes(holder)
}

// One's own doing: who will be first, or have the floor, when it is done.
export function expecting(watch, ...ids) {
  return { ...watch, expected: [...watch.expected, ...ids] }
}

export function pressed(watch, now) {
  return { ...watch, pressedAt: now }
}

export function surprised(watch, now) {
  return now - watch.surprisedAt < SETTLE_MS
}

// In how many ms Next is live again; 0: it is.
export function blockedMs(watch, now) {
  return Math.max(0, watch.pressedAt + GUARD_MS - now, watch.surprisedAt + SETTLE_MS - now)
}
