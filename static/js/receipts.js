// By which a page knows again what was written on it, and nobody else does.

import { keep, restored } from "./kept.js"

const BYTES = 12

export function receiptOf(poll) {
  const known = kept(poll)
  if (known) return known
  const receipt = Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), hexadecimal).join("")
  keep(keyOf(poll), receipt)
  return receipt
}

export function kept(poll) {
  return restored(keyOf(poll), null)
}

function keyOf(poll) {
  return `plenary.receipt.${poll}`
}

function hexadecimal(byte) {
  return byte.toString(16).padStart(2, "0")
}
