// By which a page knows again what was written on it, and nobody else does.

import { keep, restored } from "./kept.js"

const BYTES = 12

export function receiptOf(poll, person) {
  const known = kept(poll, person)
  if (known) return known
  const receipt = Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), hexadecimal).join("")
  keep(keyOf(poll, person), receipt)
  return receipt
}

export function kept(poll, person) {
  return restored(keyOf(poll, person), null)
}

// Several people may have used one tab, one after the other.
function keyOf(poll, person) {
  return `plenary.receipt.${poll}.${person}`
}

function hexadecimal(byte) {
  return byte.toString(16).padStart(2, "0")
}
