// Before, between and after: what is true of a session that is not open, for those who run it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { beginning } from "./words.js"

export function deskStatusView(model, actions) {
  const views = { draft: draftView, suspended: suspendedView, closed: closedView }
  return views[model.session.status]?.(model, actions) ?? nothing
}

function draftView({ session }) {
  return html`<section class="notice stack stack--tight">
    <h2>${_("The session has not begun")}</h2>
    ${
      session.starts_at
        ? html`<p class="num">
            ${beginning(session)}
            <span class="soft">(${session.time_zone})</span>
          </p>`
        : nothing
    }
    <p class="soft">
      ${_("People can join already. They can ask to speak and vote once you open the session.")}
    </p>
  </section>`
}

function suspendedView() {
  return html`<section class="notice notice--wait stack stack--tight">
    <h2>${_("The session is suspended")}</h2>
    <p>${_("Everybody keeps their place. The queue and the polls go on when you resume.")}</p>
  </section>`
}

function closedView({ session, now }, actions) {
  return html`<section class="notice stack">
    <h2>${_("The session is closed")}</h2>
    <div class="row">
      <a class="button main" href=${document.body.dataset.recordUrl}>${_("Open the record")}</a>
      ${
        session.reopen_until > now
          ? html`<button type="button" @click=${actions.reopen}>${_("Reopen session")}</button>
              <span class="soft num">
                ${_("possible until {time}", { time: timeOfDay(session.reopen_until, session.time_zone) })}
              </span>`
          : nothing
      }
      ${
        session.writing_offered
          ? html`<span class="soft">${_("Those who were not heard are asked for their statements in writing.")}</span>`
          : html`<button type="button" @click=${actions.offerWriting}>
              ${_("Ask those who were not heard for their statements in writing")}
            </button>`
      }
    </div>
  </section>`
}
