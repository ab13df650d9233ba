// The rapporteur's page.

import { render } from "../vendor/lit-html/lit-html.js"
import { keepingEnd } from "./at_end.js"
import { createComposer } from "./composer.js"
import { createDesk } from "./desk/desk.js"
import { noteActs } from "./desk/notes.js"
import { returnOrphans, returnToComposer } from "./desk/returns.js"
import { loadCatalogue } from "./i18n.js"
import { connect } from "./live.js"
import { deskModel } from "./model/desk.js"
import { spokenMs } from "./model/floor.js"
import { createPainter, untilNextSecond } from "./painter.js"
import { createRevisions } from "./revisions.js"
import { steadily } from "./steady.js"
import { endedView } from "./views/outbox.js"
import { rapporteurBarView, rapporteurDialogsView, rapporteurView } from "./views/rapporteur.js"

const QUIET_MS = 15_000
const WRITING_MS = 1000

const { code, as } = document.body.dataset
const [page, tools, dialogs, title] = ["page", "tools", "dialogs", "title"].map(id =>
  document.getElementById(id),
)
let painted = false

await loadCatalogue()
const repaint = createPainter(draw)
const live = connect({
  code,
  as,
  onChange: repaint,
  onRefused: (refusal, entry) => returnToComposer(composer, refusal, entry),
})
const desk = createDesk(live, { tag: null, words: "" }, { draw, repaint })
const composer = createComposer(live, code, repaint)
const revisions = createRevisions(live, code, repaint)
const actions = { ...desk.acts, ...noteActs(desk, revisions) }

function draw() {
  if (!live.documents().has("session")) return waitOrEnd()
  const [you, unanswered, now] = [live.you(), live.unanswered(), live.now()]
  const model = {
    ...deskModel(live.documents(), live.ephemeral(), { you, unanswered, now }),
    ...desk.own(),
    limits: live.limits(),
    connected: live.status() === "live",
  }
  desk.showing(model)
  revisions.settle(model.documents)
  if (model.connected) returnOrphans(composer, revisions, model.documents)
  steadily(
    () => keepingEnd("feed", () => paint(model)),
    () => document.getElementById("note"),
  )
  desk.afterPaint()
  return untilNext(model)
}

function waitOrEnd() {
  if (live.ended() === null) return
  page.replaceChildren()
  render(endedView(live, code), page)
}

// Also when the connection has ended for good: what is written stays there to be copied.
function paint(model) {
  if (!painted) page.replaceChildren()
  title.textContent = model.session.title
  render(rapporteurBarView(model, live), tools)
  render(rapporteurView(model, actions, { live, composer, revisions }), page)
  render(rapporteurDialogsView(model, actions), dialogs)
  if (!painted) document.getElementById("note").focus({ preventScroll: true })
  painted = true
}

function untilNext({ floor, now }) {
  if (floor && !floor.paused) return untilNextSecond(spokenMs(floor, now))
  return composer.draft().text ? WRITING_MS : QUIET_MS
}
