// The moderator's page.

import { render } from "../vendor/lit-html/lit-html.js"
import { announce } from "./announce.js"
import { keepingEnd } from "./at_end.js"
import { deviceNow } from "./clock.js"
import { createComposer, isWaiting } from "./composer.js"
import { adviceActs } from "./desk/advice.js"
import { contributionActs } from "./desk/contributions.js"
import { createDesk } from "./desk/desk.js"
import { entrantActs } from "./desk/entrants.js"
import { floorActs } from "./desk/floor.js"
import { noteActs, UNFILTERED } from "./desk/notes.js"
import { planActs } from "./desk/plan.js"
import { pollActs } from "./desk/polls.js"
import { queueActs } from "./desk/queue.js"
import { requestActs } from "./desk/requests.js"
import { resultActs } from "./desk/results.js"
import { returnOrphans, returnToComposer } from "./desk/returns.js"
import { createWatch } from "./desk/watch.js"
import { openDialog } from "./dialog.js"
import { _, loadCatalogue } from "./i18n.js"
import { isolated } from "./isolated.js"
import { listenForKeys } from "./keys.js"
import { connect } from "./live.js"
import { alerts, watched } from "./model/alerts.js"
import { deskModel } from "./model/desk.js"
import { spokenMs } from "./model/floor.js"
import { blockedMs, unreadMs } from "./model/next.js"
import { createPainter, untilNextSecond } from "./painter.js"
import { createProposals } from "./proposals.js"
import { createRevisions } from "./revisions.js"
import { steadily } from "./steady.js"
import { dialogsView, moderatorView } from "./views/moderator.js"
import { endedView } from "./views/outbox.js"
import { topBarView } from "./views/top_bar.js"

const QUIET_MS = 15_000
const BEGUN = {
  tab: "polls",
  column: "floor",
  search: "",
  menuFor: null,
  pollMenuFor: null,
  form: null,
  optionsCounted: 0,
  pollKind: "single",
  justStepped: false,
  drag: null,
  ...UNFILTERED,
  source: "call",
  sought: "",
  listing: false,
  at: 0,
  picked: null,
}

const { code, as } = document.body.dataset
const templates = JSON.parse(document.body.dataset.templates)
const [page, tools, dialogs, title] = ["page", "tools", "dialogs", "title"].map(id =>
  document.getElementById(id),
)
const broad = matchMedia("(min-width: 56.25rem)")
let known = null
let painted = false

await loadCatalogue()
const repaint = createPainter(draw)
const live = connect({
  code,
  as,
  onChange: repaint,
  onRefused: (refusal, entry) => returnToComposer(composer, refusal, entry),
  onDropped: entry => returnToComposer(composer, { code: "somebody_else" }, entry),
})
const desk = createDesk(live, BEGUN, { draw, repaint })
const composer = createComposer(live, code, repaint)
const revisions = createRevisions(live, code, repaint)
const proposals = createProposals(desk, code, repaint)
const watch = createWatch()
const floor = floorActs(desk, watch)
const requests = requestActs(desk, watch, floor)
const entrants = entrantActs(desk, watch)
const actions = {
  ...desk.acts,
  ...floor,
  ...requests,
  ...entrants,
  ...queueActs(desk, watch, { ...floor, ...requests, ...entrants }),
  ...adviceActs(desk, watch, floor),
  ...pollActs(desk),
  ...resultActs(),
  ...contributionActs(desk),
  ...planActs(desk),
  ...noteActs(desk, revisions, composer),
  chooseTab: tab => desk.set({ tab }),
  chooseColumn: column => desk.set({ column }),
}
broad.addEventListener("change", repaint)
listenForKeys({
  n: () => desk.shown() && actions.next(),
  " ": () => desk.shown() && actions.pauseOrResume(),
  "+": () => desk.shown() && actions.extend(),
  k: () => desk.shown() && actions.skipSpeaker(),
  i: () => desk.shown() && actions.interrupt(),
  u: () => desk.shown() && actions.undo(),
  s: () => desk.shown() && actions.takeAdvice(),
  a: () => desk.shown() && actions.addToQueue(),
  p: () => desk.shown() && actions.stepPollAtHand(),
  q: () => desk.shown() && actions.pulse(),
  j: () => openDialog("qr"),
  "?": () => openDialog("keys"),
})

function draw() {
  if (live.ended() !== null) return end()
  if (!live.documents().has("session")) return undefined
  const model = modelNow()
  model.settling = watch.see(model)
  model.guarded = blockedMs(watch.now(), deviceNow()) > 0
  model.unread = unreadMs(watch.now(), deviceNow()) > 0
  desk.showing(model)
  revisions.settle(model.documents)
  if (live.status() === "live") returnOrphans(composer, revisions, model.documents)
  steadily(
    () => keepingEnd("feed", () => paint(model)),
    () => document.getElementById("queue-title") ?? document.getElementById("content"),
  )
  desk.afterPaint()
  tell(model)
  return untilNext(model)
}

function end() {
  if (!painted) page.replaceChildren()
  painted = true
  render(endedView(live, code), page)
}

function modelNow() {
  const own = desk.own()
  const [you, unanswered, now] = [live.you(), live.unanswered(), live.now()]
  const model = deskModel(live.documents(), live.ephemeral(), { you, unanswered, now })
  return {
    ...model,
    ...own,
    queue: own.drag?.queue ?? model.queue,
    limits: live.limits(),
    revising: revisions.all().size,
    templates,
    connected: live.status() === "live",
    wide: broad.matches,
  }
}

function paint(model) {
  if (!painted) page.replaceChildren()
  painted = true
  title.textContent = model.session.title
  document.body.dataset.status = model.session.status
  render(topBarView(model, actions, live), tools)
  render(moderatorView(model, actions, { live, composer, revisions, proposals }), page)
  render(dialogsView(model, actions), dialogs)
}

function untilNext({ floor: held, polls, now }) {
  const waits = [QUIET_MS]
  if (held && !held.paused) waits.push(untilNextSecond(spokenMs(held, now)))
  if (polls.some(poll => poll.state === "open") || composer.draft().text) waits.push(1000)
  if (isWaiting(composer, revisions)) waits.push(1000)
  const guards = [blockedMs, unreadMs].map(ms => ms(watch.now(), deviceNow()))
  waits.push(...guards.filter(ms => ms > 0))
  return Math.min(...waits)
}

function tell(model) {
  const texts = {
    order: name => _("Point of order: {name}", { name: isolated(name) }),
    near: () => _("30 seconds left"),
    over: () => _("The speaking time is over"),
  }
  const now = watched(model)
  for (const { kind, name } of alerts(known, now)) announce(texts[kind](name))
  known = now
}
