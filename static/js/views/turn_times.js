// Correcting from when to when a turn lasted that is over: folded away in its line of the log.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration } from "../format.js"
import { _ } from "../i18n.js"
import { clockTime } from "../model/local_time.js"
import { nameText } from "./person.js"
import { refusedView } from "./refused.js"

export function turnTimesView(turn, model, actions) {
  const zone = model.session.time_zone
  const [start, end] = [turn.start, turn.end].map(ms => clockTime(ms, zone))
  const label = _("Correct the times of the turn of {name}", { name: nameText(turn.person) })
  return html`<details
    class="turn-times"
    @toggle=${({ target }) => target.open && (target.dataset.revision = turn.revision)}
  >
    <summary aria-label=${label}>${_("Correct the times")}</summary>
    <form class="stack stack--tight" @submit=${event => submitted(event, turn, actions)}>
      <div class="row">
        <label class="turn-times__field">
          <span>${_("From")}</span>
          <input type="time" name="start" step="1" required .defaultValue=${start} />
        </label>
        <label class="turn-times__field">
          <span>${_("To")}</span>
          <input type="time" name="end" step="1" required .defaultValue=${end} />
        </label>
        <label class="turn-times__field">
          <span>${_("Spoken")}</span>
          <input
            name="spoken"
            class="num"
            dir="ltr"
            size="7"
            required
            pattern="(\\d+:)?\\d{1,3}:[0-5]\\d"
            title=${_("Minutes and seconds, such as 2:30")}
            .defaultValue=${duration(turn.spoken_ms)}
          />
        </label>
      </div>
      ${refusedView(model, `turn/${turn.id}`, actions)}
      <div class="row">
        <button>${_("Save")}</button>
        <button type="button" class="quiet" @click=${event => fold(event.target)}>${_("Cancel")}</button>
      </div>
    </form>
  </details>`
}

export function correctedView({ revision }) {
  return revision ? html`<p class="soft">${_("Times corrected")}</p>` : nothing
}

async function submitted(event, turn, actions) {
  event.preventDefault()
  const { target } = event
  const revision = Number(target.closest("details").dataset.revision)
  const written = Object.fromEntries(new FormData(target))
  if (await actions.correctTurn(turn, revision, written)) fold(target)
}

function fold(element) {
  const details = element.closest("details")
  details.querySelector("form").reset()
  details.open = false
  details.querySelector("summary").focus()
}
