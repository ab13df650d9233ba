// What a moderator does with the floor.

import { _ } from "../i18n.js"
import { sending } from "../model/desk.js"
import { floorOf } from "../model/floor.js"
import { blockedMs } from "../model/next.js"
import { isolated } from "../isolated.js"
import { refusalText } from "../refusals.js"
import { nextBlocked } from "../views/floor_desk.js"

const EXTENSION_SECONDS = 60

// `watch` knows what the moderator expects of the queue.
export function floorActs(desk, watch) {
  const own = new Set() // the requests to which this page has given the floor

  function grant(request, where) {
    const { floor, queue, ...model } = desk.shown()
    if (model.session.status !== "open" || sending(model, "floor.grant")) return
    const rest = queue.filter(other => other.id !== request)
    watch.expect(request, rest[0]?.id)
    own.add(request)
    desk.ask(where, "floor.grant", { request, instead_of: floor?.request ?? null }, refusal =>
      whyNot(refusal, request),
    )
  }

  function whyNot(refusal, request) {
    own.delete(request)
    const floor = floorOf(desk.live.documents())
    if (refusal.code === "not_found" && !floor)
      return _("This request is not in the queue any more.")
    if (!["stale", "not_found"].includes(refusal.code)) return refusalText(refusal)
    if (!floor) return _("The floor has just been given back. Look again.")
    const name = isolated(floor.person.name)
    return own.has(floor.request)
      ? _("Already given to {name}.", { name })
      : _("Already given to {name} by the other moderator.", { name })
  }

  function withHolder(command, fields = {}) {
    const { floor } = desk.shown()
    if (floor) desk.ask("floor", command, { request: floor.request, ...fields })
  }

  function isRunning() {
    return desk.shown().session.status === "open"
  }

  return {
    grant,
    next() {
      const model = desk.shown()
      if (nextBlocked(model) || blockedMs(watch.now(), Date.now())) return
      watch.press()
      grant(model.queue[0].id, "floor")
    },
    pauseOrResume() {
      const { floor } = desk.shown()
      if (floor && isRunning()) withHolder(floor.paused ? "floor.resume" : "floor.pause")
    },
    extend: () => isRunning() && withHolder("floor.extend", { seconds: EXTENSION_SECONDS }),
    release: () => withHolder("floor.release"),
  }
}
