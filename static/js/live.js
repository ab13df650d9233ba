// A page's part in a session: what it knows, and what it asks for. The protocol is live.v1.

import { createClock, deviceNow } from "./clock.js"
import { createLink } from "./link.js"
import { createOutbox } from "./outbox.js"
import { applied, applyPatch, emptyReplica } from "./replica.js"

const TOO_LARGE = 1009
const RETRY_MS = 1000

export function connect({ code, as, audience, onChange, onStatus, onRefused, onDropped }) {
  const clock = createClock()
  const outbox = createOutbox(() => sessionStorage, `plenary.outbox.${code}.${as ?? ""}`)
  const answers = new Map()
  let replica = emptyReplica
  let ephemeral = new Map()
  let epoch = null
  let me = null
  let you = null
  let limits = {}
  let head = null // the seq of the last welcome, null while there is no connection
  let said = null

  const receive = {
    welcome(frame) {
      clock.hear(frame.now)
      if (!frame.resumed) replica = emptyReplica
      if (you?.id !== frame.you.id) me = null
      ephemeral = new Map()
      ;({ epoch, you, limits, seq: head } = frame)
      for (const entry of outbox.dropOthersThan(you.id)) onDropped?.(entry)
    },
    patch(frame) {
      const next = applyPatch(replica, frame)
      if (next === null) return link.renew()
      replica = next
    },
    now(frame) {
      ephemeral = applied(ephemeral, frame)
      me = ephemeral.get("me") ?? me
    },
    done(frame) {
      outbox.drop(frame.id)
      settle(frame.id, answer => answer.resolve(frame.result))
    },
    refused(frame) {
      if (frame.retry) hold(frame)
      else refuse(frame.id, frame)
    },
    beat(frame) {
      clock.hear(frame.now)
      if (frame.seq > replica.seq) link.renew()
    },
    bye(frame) {
      link.reconnectWithin(frame.reconnect_within_ms)
    },
  }

  const link = createLink(address, {
    frame(frame) {
      receive[frame.type]?.(frame)
      flush()
      changed()
    },
    lost(closeCode) {
      if (closeCode === TOO_LARGE) dropLargest()
      head = null
      outbox.connectionLost()
    },
    state: changed,
  })

  function address() {
    const url = new URL(`/s/${code}/live`, location.href)
    url.protocol = url.protocol.replace("http", "ws")
    const known = epoch === null ? {} : { since: replica.seq, epoch }
    for (const [name, value] of Object.entries({ as, audience, ...known }))
      if (value !== undefined) url.searchParams.set(name, value)
    return url
  }

  function status() {
    if (link.ended() !== null) return "stopped"
    if (head !== null) return "live"
    if (link.isAway()) return "offline"
    return epoch === null ? "connecting" : "reconnecting"
  }

  function changed() {
    const present = status()
    if (present !== said) onStatus?.((said = present))
    onChange?.()
  }

  function item() {
    return replica.documents.get("session")?.item
  }

  function flush() {
    if (head === null || replica.seq < head || !link.isOpen()) return
    for (const entry of outbox.due(deviceNow(), item())) {
      link.send(JSON.stringify({ id: entry.id, do: entry.do, with: entry.with }, wholeSigns))
      outbox.mark(entry.id, { sentAt: deviceNow() })
    }
  }

  function hold(frame) {
    const notBefore = deviceNow() + (frame.after_ms ?? RETRY_MS)
    outbox.mark(frame.id, { sentAt: null, notBefore })
    setTimeout(flush, notBefore - deviceNow() + 1)
  }

  function refuse(id, { code: reason, message, details = {} }) {
    const entry = outbox.find(id)
    const refusal = { code: reason, message, details }
    outbox.drop(id)
    settle(id, answer => answer.reject(refusal))
    if (entry) onRefused?.(refusal, entry)
  }

  function dropLargest() {
    const entry = outbox.largestSent()
    if (entry) refuse(entry.id, { code: "too_large", message: "This is too much at once." })
  }

  function settle(id, how) {
    const answer = answers.get(id)
    answers.delete(id)
    if (answer) how(answer)
  }

  // What the person has to decide about: known once the documents are up to date.
  function asking() {
    return head === null || replica.seq < head ? [] : outbox.asking(deviceNow(), item())
  }

  function send(command, fields = {}) {
    const person = you?.id ?? null
    const entry = { id: newId(), do: command, with: fields, at: deviceNow(), item: item(), person }
    const answer = new Promise((resolve, reject) => answers.set(entry.id, { resolve, reject }))
    answer.catch(() => {}) // whoever does not wait for the answer hears of it in onRefused
    for (const id of outbox.put(entry)) settle(id, other => other.reject({ code: "replaced" }))
    flush()
    changed()
    return answer
  }

  const flushing = setInterval(flush, 1000)
  link.open()

  return {
    documents: () => replica.documents,
    ephemeral: () => ephemeral,
    me: () => me,
    you: () => you,
    limits: () => limits,
    now: clock.now,
    status,
    ended: link.ended, // the close code after which there is no trying again, or null
    send,
    pending: () => outbox.entries().length,
    unanswered: () => outbox.entries().filter(entry => !asking().includes(entry)),
    asking,
    consent(id) {
      outbox.mark(id, { consented: true })
      flush()
      changed()
    },
    discard(id) {
      outbox.drop(id)
      settle(id, answer => answer.reject({ code: "discarded" }))
      changed()
    },
    leave() {
      clearInterval(flushing)
      link.end()
    },
  }
}

// Not crypto.randomUUID: a phone on plain http has none.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
}

// Half a sign, as may stand where a text was cut at its limit, is no text to the server.
function wholeSigns(_name, value) {
  return value?.toWellFormed?.() ?? value
}
