// For how long one may speak: all, a kind of contribution, a group.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { placeName } from "../model/places.js"
import { isSet, KINDS } from "../model/settings.js"
import { eachField, minutesField } from "./form_fields.js"
import { kindText } from "./person.js"

const LONGEST_TURN_MINUTES = 120
const DAY_MINUTES = 1440

export function timeFields(form, session) {
  const turn = { min: 0, max: LONGEST_TURN_MINUTES, step: "any" }
  return html`<section class="stack" aria-labelledby="settings-time">
    <h3 id="settings-time">${_("How long one may speak")}</h3>
    ${minutesField(form, "speaking_minutes", _("Speaking time, in minutes"), {
      ...turn,
      min: 0.5,
      hint: _(
        "It applies at once, also to whoever has the floor. Leave it empty for no limit.",
      ),
    })}
    ${eachField(form, "kind_seconds", KINDS.map(kind => [kind, kindText(kind)]), {
      ...turn,
      title: _("Another time by kind, in minutes"),
      hint: _("It goes before a time by group. Empty: as for all. 0: no limit."),
      open: isSet(session, "kind_seconds"),
    })}
    ${eachField(form, "group_seconds", named(session.groups), {
      ...turn,
      title: _("Another time by group, in minutes"),
      hint: _("For each speaker of the group. Empty: as for all. 0: no limit."),
      open: isSet(session, "group_seconds"),
    })}
    ${eachField(form, "budgets", named(session.groups), {
      min: 1,
      max: DAY_MINUTES,
      title: _("Budget by group, in minutes"),
      hint: _("For all its turns. What is left stands beside its airtime; nobody is cut off."),
      open: isSet(session, "budgets"),
    })}
  </section>`
}

export function named(groups) {
  return groups.map(group => [group.id, placeName(group)])
}
