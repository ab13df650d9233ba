// What a moderator does with what was written on ballots.

import { closeDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { refusalText } from "../refusals.js"

const FORM = "contribution-form"

export function contributionActs(desk) {
  function judge(where, one, fields) {
    const seen = { contribution: one.id, revision: one.revision }
    return desk.ask(where, "contribution.judge", { ...seen, ...fields }, whyNot)
  }

  // The theme under which it stood stays.
  const again = (one, verdict) =>
    judge(`contribution/${one.id}`, one, { verdict, theme: one.theme })

  return {
    approve: one => again(one, "approved"),
    decline: one => again(one, "declined"),
    editContribution(one) {
      const poll = desk.shown().polls.find(({ id }) => id === one.poll)
      const themes = Object.keys(poll.tally.themes)
      desk.set({ form: { kind: "contribution", one, themes }, refused: null, opening: FORM })
    },
    async judge(one, fields) {
      if (await judge(FORM, one, fields)) closeDialog(FORM)
    },
    countWord: (poll, word, counted_as) =>
      desk.ask(`poll/${poll.id}`, "word.count", { poll: poll.id, word, counted_as }, whyNot),
  }
}

function whyNot(refusal) {
  const texts = {
    theme: _("Write the theme under which it is parked."),
    text: _("Write what is shown."),
    counted_as: _("These two would be counted as each other."),
  }
  return (refusal.code === "invalid" && texts[refusal.details.field]) || refusalText(refusal)
}
