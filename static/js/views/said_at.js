// When the matter of a note was said: in whose turn, and at what time.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { contextAt } from "../model/draft.js"
import { floorLog } from "../model/feed.js"
import { clockTime, onSameDay } from "../model/local_time.js"
import { nameText } from "./person.js"

const MOST_TURNS = 30

export function saidAtView(note, { at }, model, choose) {
  const zone = model.session.time_zone
  const moment = at ?? note.happened_at
  const typed = event => event.target.value && choose(onSameDay(moment, event.target.value, zone))
  return html`<div class="said-at row" role="group" aria-label=${_("When it was said")}>
    <label class="said-at__field">
      <span>${_("Said at")}</span>
      <input type="time" step="1" .value=${live(clockTime(moment, zone))} @change=${typed} />
    </label>
    ${turnChoice(moment, model, choose)}
  </div>`
}

// A turn is chosen by whose it was; the note is then of its beginning.
function turnChoice(moment, { documents, floor, session }, choose) {
  const turns = floorLog(documents, floor).slice(0, MOST_TURNS)
  if (!turns.length) return nothing
  const { turn } = contextAt(documents, moment)
  const chosen = event => {
    const found = turns.find(({ id }) => id === event.target.value)
    if (found) choose(found.start)
  }
  return html`<select aria-label=${_("In whose turn")} @change=${chosen}>
    <option value="" .selected=${turn === null}>${_("In no turn")}</option>
    ${turns.map(
      one =>
        html`<option value=${one.id} .selected=${one.id === turn}>
          ${timeOfDay(one.start, session.time_zone)} ${nameText(one.person)}
        </option>`,
    )}
  </select>`
}
