// What a moderator does with the polls.

import { closeDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"
import { sending } from "../model/desk.js"
import { nextStep, tellsTooMuch } from "../model/run_sheet.js"
import { showMenu } from "../popup.js"
import { refusalText } from "../refusals.js"
import { SOON_SECONDS } from "../views/poll_desk.js"

const MENU = "poll-menu"
const STEPS = ["poll.open", "poll.close", "poll.publish"]
const GUARD_MS = 1000 // one press does not close and publish

export function pollActs(desk) {
  function take(step, poll, more = {}) {
    desk.set({ justStepped: true })
    setTimeout(() => desk.set({ justStepped: false }), GUARD_MS)
    const seen = step === "open" ? { revision: poll.revision } : {}
    desk.ask(`poll/${poll.id}`, `poll.${step}`, { poll: poll.id, ...seen, ...more })
  }

  function afterDoubt(step, poll, more, byKey = false) {
    const doubt = doubtAbout(step, poll, desk.shown(), byKey)
    if (doubt) desk.question({ ...doubt, act: () => take(step, poll, more) })
    else take(step, poll, more)
  }

  function step(poll, byKey) {
    const next = nextStep(poll)
    const model = desk.shown()
    if (!next || sending(model, ...STEPS) || desk.own().justStepped) return
    if (next === "open" && model.session.status !== "open") return
    afterDoubt(next, poll, {}, byKey)
  }

  function fromMenu(act) {
    const id = desk.own().pollMenuFor
    document.getElementById(MENU).hidePopover()
    act(id)
  }

  const acts = {
    stepPoll: poll => step(poll),
    stepPollAtHand() {
      const { pollAtHand } = desk.shown()
      desk.set({ tab: "polls", column: "polls" })
      if (pollAtHand) step(desk.shown().polls.find(poll => poll.id === pollAtHand.id), true)
    },
    publishTo: (poll, where) => afterDoubt("publish", poll, { to: [where] }),
    correctPoll: () =>
      fromMenu(id => acts.editPoll(desk.shown().polls.find(poll => poll.id === id))),
    editPoll(poll) {
      const form = { kind: "poll", poll }
      const optionsCounted = poll?.options.filter(option => !option.standard).length ?? 0
      desk.set({ form, optionsCounted, pollKind: "single", refused: null, opening: "poll-form" })
    },
    openPollMenu(event, id) {
      const button = event.currentTarget
      desk.set({ pollMenuFor: id })
      showMenu(document.getElementById(MENU), button)
    },
    movePoll: place =>
      fromMenu(id => {
        const others = desk.shown().polls.filter(poll => poll.id !== id)
        desk.ask(`poll/${id}`, "poll.move", { poll: id, after: others[place - 1]?.id ?? null })
      }),
    duplicatePoll: again =>
      fromMenu(id => desk.ask(`poll/${id}`, "poll.duplicate", { poll: id, again })),
    rehearsePoll: () => fromMenu(id => desk.ask(`poll/${id}`, "poll.rehearse", { poll: id })),
    endRehearsal: id => desk.ask(`poll/${id}`, "poll.remove", { poll: id }),
    pulse() {
      const model = desk.shown()
      if (model.session.status !== "open" || sending(model, "poll.pulse")) return
      desk.set({ tab: "polls", column: "polls" })
      const begin = () => desk.ask("polls", "poll.pulse", {})
      const doubt = doubtAbout("open", { id: null }, model)
      if (doubt) desk.question({ ...doubt, act: begin })
      else begin()
    },
    removePoll: () => fromMenu(id => desk.ask(`poll/${id}`, "poll.remove", { poll: id })),
    async importPolls(input) {
      const [file] = input.files
      if (!file) return
      const { code } = desk.shown().session
      const text = await sendFile(`/s/${code}/polls`, file)
      input.value = ""
      if (text) desk.refuse("polls", text)
      else desk.acts.forgetRefusal()
    },
    closePollSoon: id => desk.ask(`poll/${id}`, "poll.close", { poll: id, seconds: SOON_SECONDS }),
    keepPollOpen: id => desk.ask(`poll/${id}`, "poll.keep_open", { poll: id }),
    countOptions: optionsCounted => desk.set({ optionsCounted }),
    choosePollKind: pollKind => desk.set({ pollKind }),
    async savePoll(command, fields) {
      const result = await desk.ask("poll-form", command, fields, whyNot)
      if (result) closeDialog("poll-form")
    },
  }
  return acts
}

// Why it was not taken, in words; null if it was.
async function sendFile(address, file) {
  try {
    const answer = await fetch(address, { method: "POST", body: file })
    if (answer.ok) return null
    if (answer.status === 413) return refusalText({ code: "too_large" })
    const { details, ...refusal } = await answer.json()
    const text = whyNot({ ...refusal, details: details ?? {} })
    return details?.nth ? _("Poll {n} of the file: {text}", { n: details.nth, text }) : text
  } catch {
    return _("The file was not sent. Try again when you are connected.")
  }
}

// What to ask before a step that is seldom meant.
function doubtAbout(step, poll, { polls }, byKey) {
  const other = polls.find(one => one.state === "open" && one.id !== poll.id)
  if (step === "open" && byKey && polls.some(one => ["closed", "published"].includes(one.state)))
    return {
      title: _("Open the next poll?"),
      lines: [isolated(poll.question)],
      verb: _("Open it"),
    }
  if (step === "open" && other)
    return {
      title: _("Open a second poll?"),
      lines: [_("This one is still open: {question}", { question: isolated(other.question) })],
      verb: _("Open this one too"),
    }
  if (step === "publish" && poll.tally?.close_to_earlier)
    return {
      title: _("Publish the result beside the earlier one?"),
      lines: [
        _(
          "Nearly the same people voted as before. Whoever knows who has come or gone since may find out from both results how those few voted.",
        ),
      ],
      verb: _("Publish it all the same"),
    }
  if (step === "publish" && tellsTooMuch(poll))
    return {
      title: _("Publish the result of so few?"),
      lines: [
        _(
          "Fewer than 5 people voted. Although the poll is secret, the result may show how somebody voted.",
        ),
      ],
      verb: _("Publish it all the same"),
    }
  return null
}

function whyNot(refusal) {
  const texts = {
    options:
      refusal.details.why === "exchanged"
        ? _("Votes stay with their lines: no option can take the words that another had.")
        : _("Give from 2 to 12 options, none twice."),
    reason: _("Say why it is corrected: everybody sees it."),
    question: _("Write a question."),
    polls: _("This file is not understood. Save the polls as a file to see how it looks."),
    max: _("These numbers do not fit the number of options."),
    translations: _("In each language, write as many options as in the first, or none."),
  }
  return (refusal.code === "invalid" && texts[refusal.details.field]) || refusalText(refusal)
}
