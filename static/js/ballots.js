// The ballots of this page: what is marked, and what became of what was sent.

import { announce } from "./announce.js"
import { _ } from "./i18n.js"
import { choiceOf, emptyBallot, filled, fits, nextN, same, toggled } from "./model/ballot.js"
import { refusalText } from "./refusals.js"

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
    try {
      await live.send("poll.cast", { poll: poll.id, choice: marked, n })
      update(poll, { recorded: marked, marked: stillMarked(of(poll).marked, marked) })
      announce(_("Your vote is recorded"))
    } catch (refusal) {
      if (!["replaced", "discarded"].includes(refusal.code)) refuse(poll, refusal)
    }
  }

  function refuse(poll, refusal) {
    update(poll, { refusal })
    announce(refusalText(refusal))
  }

  const write = (poll, marked) => update(poll, { marked, refusal: null })

  return {
    of,
    sending,
    choice,
    cast,
    write,
    mark: (poll, option) => write(poll, toggled(choice(poll), option, poll)),
  }
}

// What was marked while the ballot was on its way stays marked.
function stillMarked(marked, recorded) {
  return marked === null || same(filled(marked), recorded) ? null : marked
}
