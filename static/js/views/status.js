// Before, between and after: what is true of a session that is not open.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { day, span, timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { beginning } from "./words.js"

export function statusView({ session, me }) {
  if (session.status === "draft") return draftView(session, me)
  if (session.status === "suspended") return pausedView()
  return session.status === "closed" ? closedView(session) : nothing
}

function draftView(session, me) {
  return html`<section class="sheet stack">
    <h2>${_("The session has not begun")}</h2>
    ${
      session.starts_at
        ? html`<p class="num">
            ${beginning(session)}
            <span class="soft">(${session.time_zone})</span>
          </p>`
        : nothing
    }
    ${
      session.planned_minutes
        ? html`<p>${_("Planned length: {length}", { length: span(session.planned_minutes) })}</p>`
        : nothing
    }
    ${session.host ? html`<p class="soft">${_("Held by {host}", { host: html`<bdi>${session.host}</bdi>` })}</p>` : nothing}
    ${me.name ? html`<p>${_("You are in as {name}. This page goes on by itself when the session opens.", { name: html`<b><bdi>${me.name}</bdi></b>` })}</p>` : nothing}
  </section>`
}

function pausedView() {
  return html`<section class="notice notice--wait">
    <h2>${_("The session is paused")}</h2>
    <p>${_("It goes on by itself here. You keep your place in the queue.")}</p>
  </section>`
}

function closedView(session) {
  return html`<section class="sheet stack">
    <h2>${_("The session is closed")}</h2>
    <p>${_("Thank you for taking part.")}</p>
    ${session.closed_at ? html`<p class="soft num">${ending(session)}</p>` : nothing}
  </section>`
}

function ending({ closed_at, time_zone }) {
  const [time, date] = [timeOfDay(closed_at, time_zone), day(closed_at, time_zone)]
  return _("It ended at {time}, {date}", { time, date })
}
