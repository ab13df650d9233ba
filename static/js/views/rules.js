// By what rule one is heard, in a sentence or two.

import { html } from "../../vendor/lit-html/lit-html.js"
import { duration, minutes } from "../format.js"
import { _ } from "../i18n.js"
import { kindText } from "./person.js"

const KINDS = ["statement", "question", "reply", "point_of_order"]

export function rulesView({ session, me }) {
  const { policy, follow } = session
  const usual = limitFor(session, me?.group)
  const texts = {
    first_come: _("Whoever asked first goes first."),
    first_time: _("First-time speakers go first."),
    by_group: _("Groups that have spoken less than their share go first."),
    by_region: _("Regions that have spoken less than their share go first."),
  }
  return html`<p class="soft">
    ${texts[policy]} ${follow || policy === "first_come" ? "" : _("The moderators decide.")}
    ${usual ? _("{time} each.", { time: lengthText(usual) }) : _("There is no time limit.")}
    ${KINDS.map(kind => [kind, limitFor(session, me?.group, kind)])
      .filter(([, limit]) => limit !== usual)
      .map(([kind, limit]) => {
        const time = limit ? lengthText(limit) : _("no time limit")
        return `${_("{kind}: {about}", { kind: kindText(kind), about: time })}. `
      })}
  </p>`
}

// In seconds, 0 for no limit: of its kind, else of the group, else of all.
function limitFor({ kind_seconds, group_seconds, speaking_ms }, group, kind) {
  return kind_seconds[kind] ?? group_seconds[group] ?? speaking_ms / 1000
}

function lengthText(seconds) {
  return seconds % 30 ? duration(seconds * 1000) : minutes(seconds / 60)
}
