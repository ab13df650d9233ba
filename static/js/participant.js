// The participant's page.

import { html, nothing, render } from "../vendor/lit-html/lit-html.js"
import { announce } from "./announce.js"
import { keepAwake, momentText, tell } from "./attention.js"
import { createBallots } from "./ballots.js"
import { closeDialog, openDialog } from "./dialog.js"
import { keepingFocus } from "./focus.js"
import { loadCatalogue } from "./i18n.js"
import { connect } from "./live.js"
import { spokenMs } from "./model/floor.js"
import { news } from "./model/news.js"
import { concerns, participantModel } from "./model/participant.js"
import { createPainter, untilNextSecond } from "./painter.js"
import { refusalText } from "./refusals.js"
import { askView } from "./views/ask.js"
import { detailsView, leaveView } from "./views/details.js"
import { dockView } from "./views/dock.js"
import { endedView } from "./views/outbox.js"
import { participantView } from "./views/participant.js"
import { toolsView } from "./views/tools.js"

const NOTES_AT_ONCE = 40

const { code, as } = document.body.dataset
const [page, tools, dock, title] = ["page", "tools", "dock", "title"].map(id =>
  document.getElementById(id),
)
const broad = matchMedia("(min-width: 56.25rem)")

let own = {
  tab: "queue",
  kind: "statement",
  answers: null, // the turn that a reply is meant for
  notesShown: NOTES_AT_ONCE,
  refusal: null,
  detailsRefusal: null,
}
let known = null
let painted = false
let leaving = false

await loadCatalogue()
const repaint = createPainter(draw)
const live = connect({ code, as, audience: "public", onChange: repaint, onRefused: refused })
const ballots = createBallots(live, repaint)
broad.addEventListener("change", repaint)

const actions = {
  ask(kind) {
    set({ kind, answers: null, refusal: null })
    openDialog("ask")
  },
  chooseKind: (kind, answers) => set({ kind, answers }),
  request: (kind, about, answers) => live.send("queue.request", { kind, about, answers }),
  editRequest: (request, about) => live.send("queue.edit", { request, about }),
  defer: request => live.send("queue.defer", { request }),
  withdraw: request => live.send("queue.withdraw", { request }),
  release: request => live.send("floor.release", { request }),
  discard: id => live.discard(id),
  chooseTab: tab => set({ tab }),
  moreNotes: () => set({ notesShown: own.notesShown + NOTES_AT_ONCE }),
  forgetRefusal: () => set({ refusal: null }),
  async editDetails(fields) {
    try {
      await live.send("person.edit", fields)
      set({ detailsRefusal: null })
      closeDialog("details")
    } catch (detailsRefusal) {
      set({ detailsRefusal })
    }
  },
  leave() {
    leaving = true
    live.send("person.leave")
    closeDialog("leave")
  },
}

function set(changes) {
  own = { ...own, ...changes }
  repaint()
}

// A ballot and the details say on their own what became of them.
function refused(refusal, entry) {
  if (["poll.cast", "person.edit"].includes(entry.do)) return
  set({ refusal })
  announce(refusalText(refusal))
}

function draw() {
  const documents = live.documents()
  const ready = documents.has("session")
  const model = ready
    ? {
        ...participantModel(documents, live.me(), live.unanswered(), live.now()),
        ...own,
        limits: live.limits(),
        connected: live.status() === "live",
        wide: broad.matches,
      }
    : null
  if (leaving && live.ended() !== null) return location.replace(`/j/${code}`)
  render(toolsView(live, model), tools)
  if (!ready) return waitOrEnd()
  keepingFocus(
    () => paint(model),
    () => document.getElementById("ask-button") ?? document.getElementById("content"),
  )
  if (model.me.id !== null) attend(model)
  return model.floor && !model.floor.paused
    ? untilNextSecond(spokenMs(model.floor, model.now))
    : 15_000
}

function waitOrEnd() {
  if (live.ended() !== null) render(endedView(live, code), page)
}

function paint(model) {
  if (!painted) page.replaceChildren()
  painted = true
  title.textContent = model.session.title
  render(participantView(model, actions, live, ballots), page)
  render(dockArea(model), dock)
}

function dockArea(model) {
  if (!model.takesPart || live.ended() !== null) return nothing
  const open = model.session.status === "open" || model.session.status === "suspended"
  return html`${open ? dockView(model, actions) : nothing} ${askView(model, actions)}
  ${detailsView(model, actions)} ${leaveView(actions)}`
}

function attend(model) {
  const now = concerns(model)
  news(known, now).forEach(tell)
  known = now
  document.title = [momentText(now.moment), model.session.title].filter(Boolean).join(" · ")
  keepAwake(["floor", "next", "waiting"].includes(now.moment))
}
