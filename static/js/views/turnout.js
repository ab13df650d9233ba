// How many have voted, while a poll is open: never what.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _, ngettext } from "../i18n.js"
import { groupName } from "../model/places.js"
import { inARow } from "./words.js"

export function turnoutView({ turnout }, { session, now }) {
  if (!turnout) return nothing
  const { voted, eligible, connected, reconnecting, groups, last_vote_at } = turnout
  return html`<p class="turnout num">
      ${_("{voted} of {eligible} voted", {
        voted: html`<b class="turnout__n">${voted}</b>`,
        eligible,
      })}
    </p>
    <progress class="bar" aria-hidden="true" max=${Math.max(1, eligible)} value=${voted}></progress>
    <p class="soft num">
      ${last_vote_at ? _("Last vote {ago}.", { ago: secondsAgo(last_vote_at, now) }) : nothing}
      ${voted ? nothing : _("No vote yet.")}
      ${ngettext("{n} of them is connected.", "{n} of them are connected.", connected)}
      ${reconnecting ? ngettext("{n} is coming back.", "{n} are coming back.", reconnecting) : nothing}
    </p>
    <ul class="turnout__groups soft num">
      ${groups.map(
        row => html`<li>${groupsText(row.ids, session)} ${row.voted}/${row.eligible}</li>`,
      )}
    </ul>`
}

// A row of several groups that are too small to be shown alone names them all.
export function groupsText(ids, session, nameOf = groupName) {
  return inARow(ids.map(id => nameOf(session, id) || _("Not given")))
}

function secondsAgo(ms, now) {
  const seconds = Math.max(0, Math.floor((now - ms) / 1000))
  return seconds < 100
    ? _("{n} s ago", { n: seconds })
    : _("{n} min ago", { n: Math.floor(seconds / 60) })
}
