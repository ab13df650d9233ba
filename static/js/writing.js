// Statements that are submitted in writing. A text is kept until it is recorded: over a reload,
// and where the server refuses it.

import { announce } from "./announce.js"
import { _ } from "./i18n.js"
import { keep, restored } from "./kept.js"
import { recordedOf } from "./model/writing.js"

const COMMAND = "queue.write_in"

export function createWriting(live, code, changed) {
  const key = `plenary.writing.${code}`
  let { drafts, sent } = restored(key, { drafts: {}, sent: [] })
  let refusals = {}

  function set(nextDrafts, nextSent) {
    drafts = nextDrafts
    sent = nextSent
    keep(key, { drafts, sent })
    changed()
  }

  function entries() {
    return [...live.unanswered(), ...live.asking()].filter(entry => entry.do === COMMAND)
  }

  function notSent(request) {
    set(
      drafts,
      sent.filter(one => one !== request),
    )
  }

  return {
    draft: request => drafts[request] ?? "",
    refusal: request => refusals[request] ?? null,
    // The command that is on its way, or about which one is asked.
    sending: request => entries().find(entry => entry.with.request === request),
    unsent: () => live.unanswered().filter(entry => entry.do === COMMAND),
    // The requests whose statements the server has, as far as this page sent them.
    recorded: model => recordedOf(sent, model, entries()),
    type: (request, text) => set({ ...drafts, [request]: text }, sent),
    async send(request) {
      const text = (drafts[request] ?? "").trim()
      if (!text) return
      refusals = { ...refusals, [request]: null }
      const answer = live.send(COMMAND, { request, text })
      set(drafts, [...sent.filter(one => one !== request), request])
      await answer.then(() => announce(_("Your statement is recorded"))).catch(() => {})
    },
    refuse(request, refusal) {
      refusals = { ...refusals, [request]: refusal }
      notSent(request)
    },
    notSent,
    // What is recorded need not be said for ever.
    forget(request) {
      const { [request]: _done, ...others } = drafts
      set(
        others,
        sent.filter(one => one !== request),
      )
    },
  }
}
