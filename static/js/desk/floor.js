// What a moderator does with the floor.

import { deviceNow } from "../clock.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"
import { interrupter, sending } from "../model/desk.js"
import { floorOf } from "../model/floor.js"
import { blockedMs } from "../model/next.js"
import { refusalText } from "../refusals.js"
import { backBlocked, interruptBlocked, nextBlocked } from "../views/floor_acts.js"
import { nameText } from "../views/person.js"

const EXTENSION_SECONDS = 60

// `watch` knows what the moderator expects of the queue.
export function floorActs(desk, watch) {
  const own = new Set() // the requests to which this page has given the floor

  function grant(request, where, last = false) {
    const { floor, queue, ...model } = desk.shown()
    if (model.session.status !== "open" || sending(model, "floor.grant")) return
    const rest = queue.filter(other => other.id !== request)
    watch.expect(request, rest[0]?.id)
    own.add(request)
    const seen = last && { last, waiting: queue.length }
    const fields = { request, instead_of: floor?.request ?? null, ...seen }
    desk.ask(where, "floor.grant", fields, refusal => whyNot(refusal, request))
  }

  function whyNot(refusal, request) {
    own.delete(request)
    const floor = floorOf(desk.live.documents())
    if (refusal.code === "not_found" && !floor)
      return _("This request is not in the queue any more.")
    if (!["stale", "not_found"].includes(refusal.code)) return refusalText(refusal)
    if (!floor) return _("The floor has just been given back. Look again.")
    const name = isolated(nameText(floor.person))
    return own.has(floor.request)
      ? _("Already given to {name}.", { name })
      : _("Already given to {name} by the other moderator.", { name })
  }

  function withHolder(command, fields = {}) {
    const { floor } = desk.shown()
    if (!floor) return null
    const { request } = floor
    return desk.ask("floor", command, { request, ...fields }, refusal =>
      whyNotHolder(refusal, request),
    )
  }

  // `seen`: the request that had the floor when it was asked for.
  function whyNotHolder(refusal, seen = null) {
    const floor = floorOf(desk.live.documents())
    if (refusal.code !== "stale") return refusalText(refusal)
    if (!floor) return _("Nobody has the floor any more.")
    const name = isolated(nameText(floor.person))
    if (floor.request === seen) return _("Another moderator has just done this.")
    return _("This was not done: the floor is with {name} now.", { name })
  }

  function isRunning() {
    return desk.shown().session.status === "open"
  }

  function back() {
    const model = desk.shown()
    if (backBlocked(model)) return
    watch.press()
    release()
  }

  function release() {
    watch.expect(desk.shown().interrupted?.id)
    withHolder("floor.release")
  }

  return {
    grant,
    whyNotHolder,
    next() {
      const model = desk.shown()
      if (blockedMs(watch.now(), deviceNow())) return
      if (model.interrupted) return back()
      if (nextBlocked(model)) return
      watch.press()
      grant(model.queue[0].id, "floor")
    },
    pauseOrResume() {
      const { floor } = desk.shown()
      if (floor && isRunning()) withHolder(floor.paused ? "floor.resume" : "floor.pause")
    },
    extend() {
      const model = desk.shown()
      if (!model.floor || !isRunning() || sending(model, "floor.extend")) return
      const { limit_ms } = model.floor
      withHolder("floor.extend", { seconds: EXTENSION_SECONDS, limit_ms })
    },
    release,
    interrupt() {
      const model = desk.shown()
      if (interruptBlocked(model)) return
      const request = interrupter(model)?.id
      const fields = { instead_of: model.floor.request, ...(request && { request }) }
      watch.during(desk.ask("floor", "floor.interrupt", fields, whyNotHolder))
    },
  }
}
