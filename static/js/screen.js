// The projector's page.

import { render } from "../vendor/lit-html/lit-html.js"
import { keepAwake } from "./attention.js"
import { _, loadCatalogue } from "./i18n.js"
import { connect } from "./live.js"
import { spokenMs } from "./model/floor.js"
import { screenModel } from "./model/screen.js"
import { untilShownOtherwise } from "./model/polls.js"
import { createPainter, untilNextSecond } from "./painter.js"
import { nextView, sceneView } from "./views/scene.js"

const LATE_MS = 15_000

const { code, as, address } = document.body.dataset
const [page, title, place, next, lost] = ["page", "title", "place", "next", "lost"].map(id =>
  document.getElementById(id),
)
let painted = false

await loadCatalogue()
keepAwake(true)
const repaint = createPainter(draw)
const live = connect({ code, as, audience: "screen", onChange: repaint, onStatus: showStatus })

function draw() {
  if (!live.documents().has("session")) return undefined
  const model = { ...screenModel(live.documents(), live.ephemeral(), live.now()), address }
  if (!painted) page.replaceChildren()
  painted = true
  document.body.dataset.scene = model.scene
  title.textContent = model.session.title
  place.textContent = model.item ? _("Item {number}: {title}", model.item) : ""
  render(sceneView(model), page)
  render(nextView(model), next)
  const clock =
    model.floor && !model.floor.paused
      ? untilNextSecond(spokenMs(model.floor, model.now))
      : LATE_MS
  return Math.min(clock, untilShownOtherwise(model.poll ? [model.poll] : [], model.now))
}

function showStatus(status) {
  lost.hidden = status === "live" || status === "connecting"
}
