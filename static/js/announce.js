// What is said to those who do not look: one polite region, and one that interrupts.

import { deviceNow } from "./clock.js"

const PAUSE_MS = 2000
const KEPT_MS = 6000

let waiting = null
let last = 0
let timer = null

// At most every two seconds; of what came in between only the last is still worth saying.
export function announce(text) {
  waiting = text
  if (timer === null) timer = setTimeout(speak, Math.max(50, last + PAUSE_MS - deviceNow()))
}

export function announceAtOnce(text) {
  waiting = null
  say("urgent", text)
}

function speak() {
  timer = null
  if (waiting === null) return
  last = deviceNow()
  say("polite", waiting)
  waiting = null
}

// Emptied again, so that nobody who reads through the page finds old news.
function say(id, text) {
  const region = document.getElementById(id)
  region.textContent = text
  setTimeout(() => {
    if (region.textContent === text) region.textContent = ""
  }, KEPT_MS)
}
