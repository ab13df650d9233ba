// A name in a text that is no template: kept to itself, whichever way it is written.

const FIRST_STRONG_ISOLATE = "\u2068"
const POP_ISOLATE = "\u2069"

export function isolated(name) {
  return `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}`
}
