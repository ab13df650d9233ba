// One WebSocket to the server, made again whenever it is lost.

import { deviceNow } from "./clock.js"

const SUBPROTOCOL = "live.v1"
const SILENCE_MS = 25_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const STEADY_MS = 30_000
const ONLINE_WAIT_MS = 1000
const OFFLINE_ATTEMPTS = 5

// After these there is no sense in trying again: join again, removed, no such session, version.
const FINAL = new Set([4401, 4403, 4404, 4406])

// Full jitter: a room that lost its server does not come back as one.
export function waitMs(attempts, random = Math.random) {
  return random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts)
}

// `address()` is asked afresh each time. `on` has frame(frame), lost(code) and state().
export function createLink(address, on) {
  let socket = null
  let timer = null
  let heardAt = 0
  let openedAt = 0
  let attempts = 0
  let within = null
  let ended = null

  function open() {
    clearTimeout(timer)
    timer = null
    if (socket || ended !== null) return
    const opening = new WebSocket(address(), SUBPROTOCOL)
    socket = opening
    heardAt = deviceNow()
    openedAt = Infinity
    opening.onopen = () => (openedAt = deviceNow())
    opening.onmessage = ({ data }) => {
      heardAt = deviceNow()
      if (opening === socket) on.frame(JSON.parse(data))
    }
    opening.onclose = ({ code }) => opening === socket && lost(code)
  }

  function lost(code) {
    const steady = deviceNow() - openedAt > STEADY_MS
    socket = null
    attempts = steady ? 0 : attempts + 1
    if (FINAL.has(code)) ended = code
    on.lost(code)
    if (ended === null) again()
    on.state()
  }

  function again() {
    const wait = within === null ? waitMs(attempts) : Math.random() * within
    within = null
    openIn(navigator.onLine ? wait : LONGEST_WAIT_MS)
  }

  function openIn(ms) {
    clearTimeout(timer)
    timer = setTimeout(open, ms)
  }

  // A whole room may have its network back at this moment.
  function online() {
    renew()
    attempts = 0
    if (ended === null) openIn(Math.random() * ONLINE_WAIT_MS)
    on.state()
  }

  // Let go of a connection that may be dead without waiting for the network to notice.
  function renew() {
    if (!socket) return
    const old = socket
    old.onclose = null
    old.close()
    lost(null)
  }

  function check() {
    if (socket && deviceNow() - heardAt > SILENCE_MS) renew()
  }

  function hurry() {
    check()
    if (!socket && document.visibilityState === "visible") open()
  }

  const watching = new AbortController()
  const watched = { signal: watching.signal }
  addEventListener("online", online, watched)
  addEventListener("offline", () => (renew(), on.state()), watched)
  addEventListener("pageshow", hurry, watched)
  document.addEventListener("visibilitychange", hurry, watched)
  const checking = setInterval(check, 1000)

  return {
    open,
    renew,
    isOpen: () => socket?.readyState === WebSocket.OPEN,
    isAway: () => !navigator.onLine || attempts >= OFFLINE_ATTEMPTS,
    ended: () => ended,
    send: text => socket.send(text),
    reconnectWithin: ms => (within = ms),
    end() {
      ended ??= 1000
      watching.abort()
      clearInterval(checking)
      clearTimeout(timer)
      socket?.close()
    },
  }
}
