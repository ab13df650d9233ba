// Who has spoken, and for how long: newest first, with whoever speaks now on top.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { duration, timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { floorLog } from "../model/feed.js"
import { spokenMs } from "../model/floor.js"
import { affiliationView, matterView, nameView } from "./person.js"
import { correctedView, turnTimesView } from "./turn_times.js"

export function floorLogView(model, actions) {
  const turns = floorLog(model.documents, model.floor)
  if (!turns.length) return html`<p class="soft">${_("Nobody has spoken yet.")}</p>`
  return html`<ol class="log" aria-label=${_("Floor log")}>
    ${repeat(
      turns,
      turn => turn.id,
      turn => turnView(turn, model, actions),
    )}
  </ol>`
}

function turnView(turn, model, actions) {
  const { session, now } = model
  const spoken = turn.on ? spokenMs(turn, now) : turn.spoken_ms
  return html`<li class="log__turn" data-turn=${turn.id} aria-current=${turn.on ? "true" : nothing}>
    <p class="soft num">${timeOfDay(turn.start, session.time_zone)}</p>
    <div>
      <p>
        <b>${nameView(turn.person)}</b>
      </p>
      <p class="soft">${affiliationView(turn.person, session)}</p>
      <p class="soft">${matterView(turn)}</p>
      ${turn.on ? nothing : correctedView(turn)}
    </div>
    <p class="num">
      ${duration(spoken)}${turn.on ? html`<span class="log__now">${_("now")}</span>` : nothing}
    </p>
    ${turn.on || session.final ? nothing : turnTimesView(turn, model, actions)}
  </li>`
}
