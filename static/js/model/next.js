// Whether Next does what the moderator means: not twice at once, and not for somebody whom
// another has just put there. Pure.

const GUARD_MS = 400
const SETTLE_MS = 2000

export const unwatched = {
  first: undefined,
  holder: undefined,
  advised: undefined,
  expected: [],
  pressedAt: -Infinity,
  surprisedAt: -Infinity,
  advisedAt: -Infinity,
}

// What is on the page now: the first of the queue, the request that has the floor and the one
// that is suggested, or null. `own`: what changes now is one's own doing.
export function seen(watch, { first, holder, advised = null }, now, own = false) {
  const surprise = !own && (otherFirst(watch, first) || otherHolder(watch, holder))
  return {
    ...watch,
    first,
    holder,
    advised,
    advisedAt: advised === watch.advised ? watch.advisedAt : now,
    expected: surprise ? [] : stillExpected(watch, first, holder),
    surprisedAt: surprise ? now : watch.surprisedAt,
  }
}

// Without those who have become what they were expected to be: first, or the one who speaks.
function stillExpected(watch, first, holder) {
  const come = [first !== watch.first && first, holder !== watch.holder && holder]
  return watch.expected.filter(id => !come.includes(id))
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

// In how many ms a suggestion has stood long enough to have been read by whoever takes it.
export function unreadMs(watch, now) {
  return Math.max(0, watch.advisedAt + GUARD_MS - now)
}
