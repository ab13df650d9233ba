// What a moderator does with one request, and with the queue as a whole.

import { _, ngettext } from "../i18n.js"
import { closeDialog } from "../dialog.js"
import { isolated } from "../isolated.js"
import { sending } from "../model/desk.js"
import { refusalText } from "../refusals.js"
import { nameText } from "../views/person.js"
import { whereOf } from "./queue.js"

const SKIPS_BEFORE_ASKING = 2

export function requestActs(desk, watch, { grant, whyNotHolder }) {
  function waits(id) {
    return desk.shown().queue.find(request => request.id === id)
  }

  function lastWord(id) {
    const rest = desk.shown().queue.length - 1
    desk.question({
      title: _("Give {name} the last word?", { name: nameOf(waits(id)) }),
      lines: [
        rest > 0 &&
          ngettext(
            "{n} other who waits is not heard. The record keeps the request as unheard.",
            "{n} others who wait are not heard. The record keeps their requests as unheard.",
            rest,
          ),
        _("The queue will be closed to new requests."),
      ].filter(Boolean),
      verb: _("Give the last word"),
      act: () => grant(id, whereOf(id), true),
    })
  }

  function skip(id) {
    askAtThird(
      waits(id),
      () => {
        const { queue } = desk.shown()
        const { skipped } = queue.find(one => one.id === id)
        watch.expect(queue[1]?.id)
        desk.ask(whereOf(id), "queue.skip", { request: id, skipped })
      },
      () => leaves(id, "queue.withdraw"),
    )
  }

  function skipSpeaker() {
    const { floor, session } = desk.shown()
    if (!floor?.person.name || session.status !== "open" || sending(desk.shown(), "queue.skip"))
      return
    const { request: id, skipped } = floor
    const back = () =>
      watch.during(
        desk.ask("floor", "queue.skip", { request: id, skipped }, refusal =>
          whyNotHolder(refusal, id),
        ),
      )
    const out = () => watch.during(desk.ask("floor", "queue.withdraw", { request: id }, whyNotHolder))
    askAtThird({ ...floor, id }, back, out)
  }

  function askAtThird(request, again, takeOut) {
    if (request.skipped < SKIPS_BEFORE_ASKING) return again()
    desk.question({
      title: _("{name} does not answer", { name: nameOf(request) }),
      lines: [
        ngettext(
          "Skipped {n} time before. Skip again, or take out of the queue?",
          "Skipped {n} times before. Skip again, or take out of the queue?",
          request.skipped,
        ),
      ],
      other: { verb: _("Take out"), act: takeOut },
      verb: _("Skip again"),
      act: again,
    })
  }

  function leaves(id, command) {
    watch.expect(desk.shown().queue.find(one => one.id !== id)?.id)
    return desk.ask("queue", command, { request: id })
  }

  return {
    lastWord,
    skip,
    skipSpeaker,
    remove: id =>
      desk.question({
        title: _("Remove {name} from the queue?", { name: nameOf(waits(id)) }),
        lines: [_("They can ask to speak again.")],
        verb: _("Remove"),
        act: () => leaves(id, "queue.withdraw"),
      }),
    askWriting: id => leaves(id, "queue.offer_writing"),
    acceptClaim: id => desk.ask(whereOf(id), "queue.claim", { request: id }),
    turnClaimDown: ({ id, person }) =>
      desk.ask(whereOf(id), "queue.claim", { request: id, person: person.id }),
    editLimit(id) {
      const { floor, queue } = desk.shown()
      const request = floor?.request === id ? { ...floor, id } : queue.find(one => one.id === id)
      desk.set({ form: { kind: "limit", request }, refused: null, opening: "limit-form" })
    },
    async saveLimit(id, seconds) {
      const fields = { request: id, seconds }
      if (await desk.ask("limit-form", "queue.limit", fields)) closeDialog("limit-form")
    },

    openQueue: () => desk.ask("queue", "queue.open"),
    closeQueue: () => desk.ask("queue", "queue.close"),
    shutQueue: () => desk.ask("queue", "queue.close", { points_of_order: false }),
    offerWriting: () => desk.ask("queue", "queue.offer_writing"),
    orderOnly: () => desk.ask("queue", "queue.close"),
    clearQueue() {
      const waiting = desk.shown().queue.length
      desk.question({
        title: _("Clear the queue?"),
        lines: [
          ngettext(
            "{n} request that waits is kept in the record as unheard.",
            "{n} requests that wait are kept in the record as unheard.",
            waiting,
          ),
          _("You can undo it."),
        ],
        verb: _("Clear the queue"),
        act: () => desk.ask("queue", "queue.clear", { waiting }, whyNotAll),
      })
    },
  }
}

function whyNotAll(refusal) {
  return refusal.code === "stale"
    ? _("Others wait now than you saw. Nothing was cleared. Look again.")
    : refusalText(refusal)
}

function nameOf({ person }) {
  return isolated(nameText(person))
}
