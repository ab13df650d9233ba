// The rapporteur's page.

import { render } from "../vendor/lit-html/lit-html.js"
import { keepingEnd } from "./at_end.js"
import { createComposer, isWaiting } from "./composer.js"
import { createDesk } from "./desk/desk.js"
import { noteActs, UNFILTERED } from "./desk/notes.js"
import { sectionActs } from "./desk/sections.js"
import { returnOrphans, returnToComposer } from "./desk/returns.js"
import { createDrafting } from "./drafting.js"
import { loadCatalogue } from "./i18n.js"
import { connect } from "./live.js"
import { AREAS, areaAfter } from "./model/areas.js"
import { deskModel } from "./model/desk.js"
import { spokenMs } from "./model/floor.js"
import { createPainter, untilNextSecond } from "./painter.js"
import { createProposals } from "./proposals.js"
import { createRevisions } from "./revisions.js"
import { steadily } from "./steady.js"
import { endedView } from "./views/outbox.js"
import { rapporteurBarView, rapporteurDialogsView, rapporteurView } from "./views/rapporteur.js"

const QUIET_MS = 15_000
const WRITING_MS = 1000
const FIRST_OF = { writing: "note", drafting: "drafting", spoken: "spoken" }

const { code, as } = document.body.dataset
const [page, tools, dialogs, title] = ["page", "tools", "dialogs", "title"].map(id =>
  document.getElementById(id),
)
const room = { two: matchMedia("(min-width: 56.25rem)"), three: matchMedia("(min-width: 80rem)") }
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
const desk = createDesk(live, { ...UNFILTERED, area: null }, { draw, repaint })
const composer = createComposer(live, code, repaint)
const revisions = createRevisions(live, code, repaint)
const proposals = createProposals(desk, code, repaint)
const drafting = createDrafting(live, code, repaint)
const actions = {
  ...desk.acts,
  ...noteActs(desk, revisions, composer),
  ...sectionActs(desk, drafting),
  chooseArea: area => desk.set({ area }),
}
for (const wide of Object.values(room)) wide.addEventListener("change", repaint)
addEventListener("keydown", moveOn)

function draw() {
  if (!live.documents().has("session")) return waitOrEnd()
  const [you, unanswered, now] = [live.you(), live.unanswered(), live.now()]
  const model = {
    ...deskModel(live.documents(), live.ephemeral(), { you, unanswered, now }),
    ...desk.own(),
    you,
    limits: live.limits(),
    connected: live.status() === "live",
    room: roomNow(),
  }
  desk.showing(model)
  revisions.settle(model.documents)
  const begun = drafting.settle(model.documents)
  if (model.connected) returnOrphans(composer, revisions, model.documents)
  const place = FIRST_OF[areaInHand()] ?? "note"
  steadily(
    () => keepingEnd("feed", () => paint(model)),
    () => document.getElementById(place),
  )
  desk.afterPaint()
  if (begun) document.getElementById(`draft-${begun}`)?.focus()
  return untilNext(model)
}

function roomNow() {
  if (room.three.matches) return "three"
  return room.two.matches ? "two" : "one"
}

function areaInHand() {
  return AREAS.find(id => document.getElementById(id)?.contains(document.activeElement))
}

// F6 goes from area to area, as it does between the parts of a window.
function moveOn(event) {
  if (event.key !== "F6" || !painted || document.querySelector("dialog[open]")) return
  event.preventDefault()
  const area = areaAfter(areaInHand() ?? AREAS.at(event.shiftKey ? 0 : -1), event.shiftKey)
  desk.set({ area, focusing: FIRST_OF[area] })
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
  const parts = { live, composer, revisions, proposals, drafting }
  render(rapporteurView(model, actions, parts), page)
  render(rapporteurDialogsView(model, actions), dialogs)
  if (!painted) document.getElementById("note").focus({ preventScroll: true })
  painted = true
}

function untilNext({ floor, now }) {
  if (floor && !floor.paused) return untilNextSecond(spokenMs(floor, now))
  const writes = composer.draft().text || isWaiting(composer, revisions)
  return writes ? WRITING_MS : QUIET_MS
}
