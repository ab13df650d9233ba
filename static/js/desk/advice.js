// Taking the advice, and taking back what was done last.

import { deviceNow } from "../clock.js"
import { duration } from "../format.js"
import { _ } from "../i18n.js"
import { blockedMs } from "../model/next.js"
import { refusalText } from "../refusals.js"
import { actText } from "../views/acts.js"
import { adviceBlocked, undoBlocked } from "../views/desk_line.js"

const MUCH_MS = 30_000 // of a turn that is over, which an undo would take away

export function adviceActs(desk, watch, { grant }) {
  function whyNotUndone(refusal) {
    const last = desk.live.documents().get("undo")
    if (refusal.code !== "stale") return refusalText(refusal)
    if (!last) return _("Somebody else has undone it already.")
    return _("Nothing was undone. What was done last is now: {act}.", { act: actText(last) })
  }

  function undoNow({ act }) {
    watch.during(desk.ask("undo", "queue.undo", { act }, whyNotUndone))
  }

  return {
    takeAdvice() {
      const model = desk.shown()
      if (adviceBlocked(model) || blockedMs(watch.now(), deviceNow())) return
      watch.press()
      grant(model.advice.request.id, "advice")
    },
    undo() {
      const model = desk.shown()
      if (undoBlocked(model)) return
      if (model.undo.spoken_ms < MUCH_MS) return undoNow(model.undo)
      desk.question({
        title: _("Take this back?"),
        lines: [
          actText(model.undo),
          _("{time} of speaking time is taken out of the record with it.", {
            time: duration(model.undo.spoken_ms),
          }),
        ],
        verb: _("Undo"),
        act: () => undoNow(model.undo),
      })
    },
  }
}
