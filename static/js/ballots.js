// The ballots of this page: what is marked, and what became of what was sent.

import { announce } from "./announce.js"
import { _ } from "./i18n.js"
import { choiceOf, emptyBallot, filled, fits, nextN, same, toggled } from "./model/ballot.js"

export function createBallots(live, changed) {
  const kept = new Map()

  function of(poll) {
    return kept.get(poll.id) ?? emptyBallot
  }

  function update(poll, changes) {
    kept.set(poll.id, { ...of(poll), ...changes })
    changed()
  }

  function sending(poll) {
    return live.unanswered().find(entry => entry.do === "poll.cast" && entry.with.poll === poll.id)
  }

  function choice(poll) {
    return choiceOf(of(poll), poll, live.me(), sending(poll))
  }

  async function cast(poll) {
    const marked = filled(choice(poll))
    if (!fits(marked, poll)) return
    const n = nextN(of(poll), poll, live.me(), sending(poll))
    update(poll, { n, refusal: null })
    const done = await live.send("poll.cast", { poll: poll.id, choice: marked, n }).catch(() => null)
    if (!done) return
    update(poll, { recorded: marked, marked: stillMarked(of(poll).marked, marked) })
    announce(_("Your vote is recorded"))
  }

  const write = (poll, marked) => update(poll, { marked, refusal: null })

  return {
    of,
    sending,
    choice,
    cast,
    // Also what was sent before this page was loaded again. True if it is sent once more: where
    // several share a ballot the last that is sent counts, though another was quicker.
    refused(poll, { with: { choice: sent } }, refusal) {
      const { n } = refusal.details // of the ballot that was quicker
      const again = poll.per === "organisation" && n
      const marked = of(poll).marked ?? sent
      update(poll, { marked, refusal: again ? null : refusal, ...(n && { n, recorded: null }) })
      if (again) cast(poll)
      return again
    },
    write,
    mark: (poll, option) => write(poll, toggled(choice(poll), option, poll)),
  }
}

// What was marked while the ballot was on its way stays marked.
function stillMarked(marked, recorded) {
  return marked === null || same(filled(marked), recorded) ? null : marked
}
