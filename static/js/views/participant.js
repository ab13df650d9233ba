// The participant's page: only what is true now, in the order in which it matters.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _ } from "../i18n.js"
import { later } from "../later.js"
import { ballotView } from "./ballot.js"
import { momentView } from "./moment.js"
import { nowView } from "./now.js"
import { askingView, endedView } from "./outbox.js"
import { statusView } from "./status.js"

export function participantView(model, actions, { live, ballots, writing }) {
  if (live.ended() !== null) return endedView(live, model.session.code)
  const running = ["open", "suspended"].includes(model.session.status)
  return html`<div class="participant__main stack">
      ${askingView(live, actions.discard)} ${statusView(model)}
      ${later("droppedView", model, actions)}
      ${running && model.takesPart ? momentView(model, actions) : nothing}
      ${later("writingView", model, writing, actions)}
      ${model.takesPart ? later("claimView", model, actions) : nothing}
      ${model.takesPart ? pollsNowView(model, ballots, pressing(model)) : nothing}
      ${running ? nowView(model) : nothing}
      ${model.takesPart ? pollsNowView(model, ballots, settled(model)) : nothing}
      ${model.wide ? nothing : tabbedView(model, actions)}
    </div>
    ${model.wide ? besideView(model, actions) : nothing}`
}

// Ballots that are open stand before who has the floor; what was closed or published last, behind.
function pressing({ pollsNow }) {
  return pollsNow.filter(poll => poll.state === "open")
}

function settled({ pollsNow }) {
  return pollsNow.filter(poll => poll.state !== "open")
}

function pollsNowView(model, ballots, shown) {
  return repeat(
    shown,
    poll => poll.id,
    poll =>
      poll.state === "published"
        ? later("resultView", poll, model)
        : ballotView(poll, model, ballots),
  )
}

function tabbedView(model, actions) {
  const tabs = Object.values(sections(model, actions)).filter(Boolean)
  return html`<div class="participant__tabs">
    ${later("tabsView", _("Sections"), tabs, model.tab, actions.chooseTab)}
  </div>`
}

function besideView(model, actions) {
  const { queue, polls, notes, agenda } = sections(model, actions)
  return html`${columnView([queue, agenda])} ${columnView([notes, polls])}`
}

function columnView(tabs) {
  return html`<div class="participant__beside">
    ${tabs.filter(Boolean).map(
      tab =>
        html`<section class="stack" aria-label=${tab.name}>
          <h2>${tab.title}</h2>
          ${tab.panel()}
        </section>`,
    )}
  </div>`
}

// Those that there is something in: none of a queue after the close, of polls before the opening.
function sections(model, actions) {
  const { status, notes, proposals } = model.session
  const begun = status !== "draft"
  const queue = {
    id: "queue",
    name: _("Queue"),
    title: queueTitle(model),
    panel: () => later("queueView", model),
  }
  return {
    queue: begun && status !== "closed" && queue,
    polls: begun && section("polls", _("Polls"), () => later("publishedListView", model)),
    notes:
      begun &&
      (proposals || notes === "everyone" || notes === status) &&
      section("notes", _("Notes"), () => later("notesView", model, actions)),
    agenda: section("agenda", _("Agenda"), () => later("agendaView", model)),
  }
}

function section(id, name, panel) {
  return { id, name, title: name, panel }
}

function queueTitle({ queue }) {
  return html`${_("Queue")}${queue.length ? html` <span class="soft num">${queue.length}</span>` : nothing}`
}
