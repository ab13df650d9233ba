// Telling somebody who looks elsewhere: a voice, a buzz, a screen that stays on.

import { announce, announceAtOnce } from "./announce.js"
import { ordinal } from "./format.js"
import { _, ngettext } from "./i18n.js"

const BUZZ_MS = { floor: [200, 100, 200], next: [200], interrupted: [100], open: [100] }
const SHORT_BUZZ_MS = [100]
const BUZZED_MARKS_S = [30, 0] // of the time that is left

export function tell(one) {
  const text = textOf(one)
  if (!text) return
  if (one.kind === "floor") announceAtOnce(text)
  else announce(text)
  buzz(buzzOf(one))
}

function textOf({ kind, place, poll, seconds, status }) {
  if (kind === "status") return statusText(status)
  const texts = {
    floor: () => _("You have the floor"),
    next: () => _("You are next"),
    interrupted: () => _("You are interrupted by a point of order. You go on afterwards."),
    waiting: () => _("You are {ordinal}", { ordinal: ordinal(place) }),
    left: () =>
      seconds ? ngettext("{n} second left", "{n} seconds left", seconds) : _("Your time is over"),
    closing: () => ngettext("Voting closes in {n} second", "Voting closes in {n} seconds", seconds),
    open: () => _("A poll is open: {question}", { question: poll.question }),
    closed: () => _("Voting is closed: {question}", { question: poll.question }),
    published: () => _("The result is there: {question}", { question: poll.question }),
  }
  return texts[kind]()
}

// For the title, which is all that is seen of a page behind others.
export function momentText(moment) {
  const texts = {
    floor: _("You have the floor"),
    interrupted: _("You are interrupted"),
    next: _("You are next"),
  }
  return texts[moment]
}

function statusText(status) {
  const texts = {
    open: _("The session is open"),
    suspended: _("The session is paused"),
    closed: _("The session is closed"),
  }
  return texts[status]
}

function buzzOf({ kind, seconds }) {
  if (kind === "left") return BUZZED_MARKS_S.includes(seconds) ? SHORT_BUZZ_MS : undefined
  return BUZZ_MS[kind]
}

// Browsers complain of a page that buzzes before it was ever touched.
function buzz(pattern) {
  if (pattern && navigator.vibrate && navigator.userActivation?.hasBeenActive)
    navigator.vibrate(pattern)
}

let wanted = false
let lock = null

// While somebody waits for their turn. Where the browser cannot, the phone sleeps as ever.
export function keepAwake(awake) {
  if (awake === wanted) return
  wanted = awake
  if (awake) acquire()
  else release()
}

async function acquire() {
  if (!wanted || lock || document.visibilityState !== "visible" || !navigator.wakeLock) return
  try {
    lock = await navigator.wakeLock.request("screen")
  } catch {
    return // low battery, or not permitted
  }
  lock.addEventListener("release", () => (lock = null))
  if (!wanted) release()
}

function release() {
  lock?.release()
  lock = null
}

document.addEventListener("visibilitychange", acquire)
