// The participant's page.

import { html, nothing, render } from "../vendor/lit-html/lit-html.js"
import { announce } from "./announce.js"
import { keepAwake, momentText, tell } from "./attention.js"
import { createBallots } from "./ballots.js"
import { closeDialog, openDialog } from "./dialog.js"
import { keepingFocus } from "./focus.js"
import { loadCatalogue } from "./i18n.js"
import { keep, restored } from "./kept.js"
import { fetchTheRest, later } from "./later.js"
import { connect } from "./live.js"
import { asked, edited, nothingSaid } from "./model/asking.js"
import { spokenMs } from "./model/floor.js"
import { news } from "./model/news.js"
import { untilShownOtherwise } from "./model/polls.js"
import { concerns, participantModel } from "./model/participant.js"
import { createPainter, untilNextSecond } from "./painter.js"
import { refusalText } from "./refusals.js"
import { createStatements } from "./statements.js"
import { dockView, refusalView } from "./views/dock.js"
import { askView } from "./views/ask.js"
import { endedView } from "./views/outbox.js"
import { participantView } from "./views/participant.js"
import { toolsView } from "./views/tools.js"
import { createWriting } from "./writing.js"

const NOTES_AT_ONCE = 40
const QUIET_MS = 15_000

const { code, as } = document.body.dataset
const [page, tools, dock, title] = ["page", "tools", "dock", "title"].map(id =>
  document.getElementById(id),
)
const claimsKey = `plenary.claims.${code}`
const broad = matchMedia("(min-width: 56.25rem)")

let own = {
  tab: "queue",
  kind: "statement",
  answers: null, // the turn that a reply is meant for
  asking: nothingSaid, // what the sheet begins with: what was refused is not written again
  capacities: {}, // by form: for whom one speaks, while that is being chosen
  claims: restored(claimsKey, {}), // by request: whether it is one's own
  notesShown: NOTES_AT_ONCE,
  refusal: null,
  detailsRefusal: null,
  notProposed: null, // {text, refusal}
  letGo: null, // the request that one took back oneself
  dropped: false, // whether one's request has gone otherwise
}
let known = null
let lastRequest = null // one's own, as it was last
let painted = false
let leaving = false

await loadCatalogue()
const repaint = createPainter(draw)
const live = connect({ code, as, audience: "public", onChange: repaint, onRefused: refused })
const ballots = createBallots(live, repaint)
const writing = createWriting(live, code, repaint)
const statements = createStatements(code)
broad.addEventListener("change", repaint)
fetchTheRest(repaint)

const actions = {
  ask(kind) {
    set({ kind, answers: null, refusal: null })
    openDialog("ask")
  },
  chooseKind: (kind, answers) => set({ kind, answers }),
  chooseCapacity: (form, capacity) => set({ capacities: { ...own.capacities, [form]: capacity } }),
  async request(kind, texts, answers) {
    const fields = asked(live.documents().get("session"), texts)
    set({ asking: nothingSaid, capacities: { ...own.capacities, ask: undefined } })
    const done = await live.send("queue.request", { kind, answers, ...fields }).catch(() => null)
    if (done) statements.keep(done.request, fields.statement)
  },
  async editRequest(request, texts) {
    const known = statements.of(request)
    const fields = edited(asked(live.documents().get("session"), texts), known)
    const done = await live.send("queue.edit", { request, ...fields }).catch(() => null)
    if (done) statements.keep(request, fields.statement ?? known)
  },
  ready: (request, ready) => live.send("queue.ready", { request, ready }),
  write: () => openDialog("write-in"),
  claim(request) {
    answerClaim(request, true)
    live.send("queue.claim", { request })
  },
  denyClaim: request => answerClaim(request, false),
  defer: (request, behind) => live.send("queue.defer", { request, behind }),
  withdraw(request) {
    set({ letGo: request })
    live.send("queue.withdraw", { request })
  },
  forgetDropped: () => set({ dropped: false }),
  release: request => live.send("floor.release", { request }),
  discard(id) {
    const entry = [...live.unanswered(), ...live.asking()].find(one => one.id === id)
    if (entry?.do === "queue.write_in") writing.notSent(entry.with.request)
    live.discard(id)
  },
  chooseTab: tab => set({ tab }),
  propose: text => live.send("note.propose", { text }),
  moreNotes: () => set({ notesShown: own.notesShown + NOTES_AT_ONCE }),
  forgetProposal: () => set({ notProposed: null }),
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

function watchRequest({ me, mine, halted, unanswered }) {
  const writes = unanswered.some(
    entry => entry.do === "queue.write_in" && entry.with.request === lastRequest,
  )
  const done = mine || halted || writes || lastRequest === own.letGo
  const gone = lastRequest && !me.request && !done
  lastRequest = me.request
  if (gone) set({ dropped: true })
  else if (me.request && own.dropped) set({ dropped: false })
}

// A ballot that is still there and the details say on their own what became of them.
function refused(refusal, entry) {
  if (entry.do === "person.edit") return
  if (entry.do === "poll.cast" && ballots.refused(pollOf(entry), entry, refusal)) return
  if (entry.do === "queue.request") set({ asking: { ...nothingSaid, ...entry.with } })
  if (entry.do === "note.propose") return set({ notProposed: { text: entry.with.text, refusal } })
  if (entry.do === "queue.claim") answerClaim(entry.with.request, undefined)
  if (entry.do === "queue.write_in") writing.refuse(entry.with.request, refusal)
  const { state } = pollOf(entry)
  const ended = live.documents().get("session").status === "closed"
  if (ended || !["open", "closed"].includes(state)) set({ refusal })
  announce(refusalText(refusal))
}

function pollOf({ with: { poll } }) {
  return { id: poll, ...live.documents().get(`poll/${poll}`) }
}

function answerClaim(request, mine) {
  const claims = { ...own.claims, [request]: mine }
  keep(claimsKey, claims)
  set({ claims })
}

function draw() {
  const documents = live.documents()
  const ready = documents.has("session")
  const model = ready
    ? {
        ...participantModel(
          documents,
          live.me(),
          live.unanswered(),
          live.now(),
          live.ephemeral(),
        ),
        ...own,
        statements,
        limits: live.limits(),
        connected: live.status() === "live",
        wide: broad.matches,
      }
    : null
  if (leaving && live.ended() !== null) return location.replace(`/j/${code}`)
  render(toolsView(live, model), tools)
  if (!ready) return waitOrEnd()
  const voting = document.activeElement?.closest(".ballot")
  keepingFocus(
    () => paint(model),
    () =>
      (voting ? null : document.getElementById("ask-button")) ?? document.getElementById("content"),
  )
  if (model.me.id !== null) attend(model)
  const clock =
    model.floor && !model.floor.paused
      ? untilNextSecond(spokenMs(model.floor, model.now))
      : QUIET_MS
  return Math.min(clock, untilShownOtherwise(model.pollsNow, model.now))
}

function waitOrEnd() {
  if (live.ended() !== null) render(endedView(live, code), page)
}

function paint(model) {
  if (!painted) page.replaceChildren()
  painted = true
  title.textContent = model.session.title
  render(participantView(model, actions, { live, ballots, writing }), page)
  render(dockArea(model), dock)
}

function dockArea(model) {
  if (live.ended() !== null) return nothing
  if (!model.takesPart) return model.refusal ? refusalView(model.refusal, actions) : nothing
  const open = ["open", "suspended"].includes(model.session.status)
  return html`${open ? dockView(model, actions) : nothing} ${askView(model, actions)}
  ${later("writingDialog", model, writing)} ${later("detailsView", model, actions)}
  ${later("leaveView", actions)}`
}

function attend(model) {
  watchRequest(model)
  const now = concerns(model)
  news(known, now).forEach(tell)
  known = now
  document.title = [momentText(now.moment), model.session.title].filter(Boolean).join(" · ")
  keepAwake(now.moment !== "")
}
