// The rapporteur's page.

import { render } from "../vendor/lit-html/lit-html.js"
import { createAreas } from "./areas.js"
import { keepingEnd, keepingLast } from "./at_end.js"
import { createComposer, isWaiting } from "./composer.js"
import { createCorrections } from "./corrections.js"
import { createDesk } from "./desk/desk.js"
import { noteActs, UNFILTERED } from "./desk/notes.js"
import { sectionActs } from "./desk/sections.js"
import { turnActs } from "./desk/turns.js"
import { returnOrphans, returnToComposer } from "./desk/returns.js"
import { openDialog } from "./dialog.js"
import { createDrafting } from "./drafting.js"
import { loadCatalogue } from "./i18n.js"
import { listenForKeys } from "./keys.js"
import { connect } from "./live.js"
import { createMissing } from "./missing.js"
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

const { code, as, recordUrl } = document.body.dataset
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
  onDropped: entry => returnToComposer(composer, { code: "somebody_else" }, entry),
})
const desk = createDesk(live, { ...UNFILTERED, area: null, captioned: null }, { draw, repaint })
const composer = createComposer(live, code, repaint)
const revisions = createRevisions(live, code, repaint)
const proposals = createProposals(desk, code, repaint)
const drafting = createDrafting(live, code, repaint)
const corrections = createCorrections(desk, repaint)
const missing = createMissing(recordUrl, repaint)
const areas = createAreas(desk, repaint)
const actions = {
  ...desk.acts,
  ...noteActs(desk, revisions, composer),
  ...sectionActs(desk, drafting),
  ...turnActs(desk),
  chooseArea(area) {
    desk.set({ area })
    scrollTo({ top: 0, behavior: "instant" }) // on a phone the page itself scrolls
  },
  chooseCaptions: captioned => desk.set({ captioned }),
}
listenForKeys({ "?": () => openDialog("keys") })

function draw() {
  if (!live.documents().has("session")) return waitOrEnd()
  const [you, unanswered, now] = [live.you(), live.unanswered(), live.now()]
  const model = {
    ...deskModel(live.documents(), live.ephemeral(), { you, unanswered, now }),
    ...desk.own(),
    you,
    limits: live.limits(),
    revising: revisions.all().size,
    connected: live.status() === "live",
    room: areas.room(),
  }
  desk.showing(model)
  revisions.settle(model.documents)
  missing.look(model.documents)
  const begun = drafting.settle(model.documents)
  if (model.connected) returnOrphans(composer, revisions, model.documents)
  const first = areas.first()
  steadily(
    () => keepingEnd("feed", () => keepingLast("captions", () => paint(model))),
    () => first,
  )
  desk.afterPaint()
  areas.afterPaint()
  if (begun) document.getElementById(`draft-${begun}`)?.focus()
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
  render(rapporteurBarView(model, live, drafting), tools)
  const parts = { live, composer, revisions, proposals, drafting, missing, corrections }
  render(rapporteurView(model, actions, parts), page)
  render(rapporteurDialogsView(model, actions), dialogs)
  if (!painted) document.getElementById("note")?.focus({ preventScroll: true })
  painted = true
}

function untilNext({ floor, now }) {
  if (floor && !floor.paused) return untilNextSecond(spokenMs(floor, now))
  const writes = composer.draft().text || isWaiting(composer, revisions)
  return writes ? WRITING_MS : QUIET_MS
}
