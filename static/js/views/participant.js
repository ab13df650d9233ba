// The participant's page: only what is true now, in the order in which it matters.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _ } from "../i18n.js"
import { agendaView } from "./agenda.js"
import { ballotView } from "./ballot.js"
import { momentView } from "./moment.js"
import { notesView } from "./notes.js"
import { nowView } from "./now.js"
import { askingView, endedView } from "./outbox.js"
import { queueView } from "./queue.js"
import { resultsView } from "./results.js"
import { statusView } from "./status.js"
import { tabsView } from "./tabs.js"

export function participantView(model, actions, live, ballots) {
  const running = ["open", "suspended"].includes(model.session.status)
  return html`<div class="participant__main stack">
      ${endedView(live, model.session.code)} ${askingView(live)} ${statusView(model)}
      ${running && model.takesPart ? momentView(model, actions) : nothing}
      ${model.takesPart ? pollsNowView(model, ballots) : nothing}
      ${running ? nowView(model) : nothing}
      ${model.wide ? nothing : tabbedView(model, actions)}
    </div>
    ${model.wide ? besideView(model, actions) : nothing}`
}

// Ballots that are open, the last that was closed, and the result that has just come.
function pollsNowView(model, ballots) {
  return repeat(
    model.pollsNow,
    poll => poll.id,
    poll =>
      poll.state === "published"
        ? html`<section class="sheet" aria-label=${_("Result")}>${resultsView(poll)}</section>`
        : ballotView(poll, model, ballots),
  )
}

function tabbedView(model, actions) {
  const tabs = sections(model, actions).filter(Boolean)
  return html`<div class="participant__tabs">
    ${tabsView(_("Sections"), tabs, model.tab, actions.chooseTab)}
  </div>`
}

function besideView(model, actions) {
  const [queue, polls, notes, agenda] = sections(model, actions)
  const column = tabs => html`<div class="participant__beside">
    ${tabs.filter(Boolean).map(tab => html`<section class="stack" aria-label=${tab.name}><h2>${tab.title}</h2>${tab.panel()}</section>`)}
  </div>`
  return html`${column([queue, agenda])} ${column([notes, polls])}`
}

function sections(model, actions) {
  const waiting = model.queue.length
  const count = waiting ? html` <span class="soft num">${waiting}</span>` : nothing
  const queue = _("Queue")
  return [
    { id: "queue", name: queue, title: html`${queue}${count}`, panel: () => queueView(model) },
    { id: "polls", name: _("Polls"), title: _("Polls"), panel: () => publishedView(model) },
    model.session.notes === "everyone"
      ? { id: "notes", name: _("Notes"), title: _("Notes"), panel: () => notesView(model, actions) }
      : null,
    { id: "agenda", name: _("Agenda"), title: _("Agenda"), panel: () => agendaView(model) },
  ]
}

function publishedView({ published }) {
  if (!published.length) return html`<p class="soft">${_("No result has been published yet.")}</p>`
  return html`<div class="stack stack--wide">
    ${repeat(published, poll => poll.id, poll => html`<div>${resultsView(poll)}</div>`)}
  </div>`
}
