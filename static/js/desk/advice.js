// Taking the advice, and taking back what was done last.

import { _ } from "../i18n.js"
import { blockedMs } from "../model/next.js"
import { refusalText } from "../refusals.js"
import { actText } from "../views/acts.js"
import { adviceBlocked, undoBlocked } from "../views/desk_line.js"

export function adviceActs(desk, watch, { grant }) {
  function whyNotUndone(refusal) {
    const last = desk.live.documents().get("undo")
    if (refusal.code !== "stale") return refusalText(refusal)
    if (!last) return _("Somebody else has undone it already.")
    return _("Nothing was undone. What was done last is now: {act}.", { act: actText(last) })
  }

  return {
    takeAdvice() {
      const model = desk.shown()
      if (adviceBlocked(model) || blockedMs(watch.now(), Date.now())) return
      watch.press()
      grant(model.advice.request.id, "advice")
    },
    undo() {
      const model = desk.shown()
      if (undoBlocked(model)) return
      watch.during(desk.ask("undo", "queue.undo", { act: model.undo.act }, whyNotUndone))
    },
  }
}
