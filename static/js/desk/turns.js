// What the staff does with turns that are over.

import { _ } from "../i18n.js"
import { correctedTimes } from "../model/turns.js"
import { refusalText } from "../refusals.js"

export function turnActs(desk) {
  return {
    // Whether it was done.
    async correctTurn(turn, revision, written) {
      const { session } = desk.shown()
      const times = correctedTimes(turn, written, session.time_zone)
      const fields = { turn: turn.id, revision, ...times }
      return (await desk.ask(`turn/${turn.id}`, "turn.correct", fields, whyNot)) !== null
    },
  }
}

function whyNot(refusal) {
  return refusal.code === "invalid"
    ? _("A turn ends after it begins, within the session, and nobody speaks for longer than it lasts.")
    : refusalText(refusal)
}
