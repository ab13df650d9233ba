// The moderator's page: agenda and people, the floor and the queue, polls and notes.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _, ngettext } from "../i18n.js"
import { unpublished } from "../model/run_sheet.js"
import { actLogView } from "./act_log.js"
import { agendaDeskView } from "./agenda_desk.js"
import { airtimeView } from "./airtime.js"
import { composerView } from "./composer.js"
import { contributionFormView } from "./contributions_desk.js"
import { confirmView, keysView, qrView } from "./desk_dialogs.js"
import { deskLineView } from "./desk_line.js"
import { deskStatusView } from "./desk_status.js"
import { floorDeskView } from "./floor_desk.js"
import { itemFormView } from "./item_form.js"
import { limitFormView } from "./limit_form.js"
import { feedView } from "./notes_feed.js"
import { askingView } from "./outbox.js"
import { peopleDeskView } from "./people_desk.js"
import { nameView } from "./person.js"
import { personFormView } from "./person_form.js"
import { pollsDeskView } from "./poll_desk.js"
import { pollFormView } from "./poll_form.js"
import { pollMenuView } from "./poll_menu.js"
import { proposalsView } from "./proposals.js"
import { queueDeskView } from "./queue_desk.js"
import { queueMenuView } from "./queue_menu.js"
import { refusedView } from "./refused.js"
import { settingsFormView } from "./settings_form.js"
import { tabsView } from "./tabs.js"
import { stripView } from "./top_bar.js"

// parts: {live, composer, revisions, proposals}
export function moderatorView(model, actions, parts) {
  return model.wide ? columnsView(model, actions, parts) : narrowView(model, actions, parts)
}

function columnsView(model, actions, parts) {
  const tabs = [...workTabs(model, actions, parts), logTab(model, actions)]
  return html`<section class="desk__side" aria-label=${_("Agenda and people")}>
      ${agendaDeskView(model, actions)} ${airtimeView(model)} ${peopleDeskView(model, actions)}
    </section>
    <div class="desk__middle">${middleView(model, actions, parts)}</div>
    <div class="desk__side desk__work">
      ${tabsView(_("Polls, notes and log"), tabs, model.tab, actions.chooseTab)}
    </div>`
}

function narrowView(model, actions, parts) {
  const tabs = [
    {
      id: "floor",
      title: _("Floor"),
      panel: () => html`<div class="desk__middle">${middleView(model, actions, parts)}</div>`,
    },
    ...workTabs(model, actions, parts),
    { id: "agenda", title: _("Agenda"), panel: () => agendaDeskView(model, actions) },
    {
      id: "people",
      title: _("People"),
      panel: () => html`${peopleDeskView(model, actions)} ${airtimeView(model)}`,
    },
  ]
  return html`${stripView(model)}
  ${tabsView(_("Sections"), tabs, model.column, actions.chooseColumn)}`
}

function middleView(model, actions, { live }) {
  const { status } = model.session
  return html`${askingView(live)} ${refusedView(model, "session", actions)}
  ${deskStatusView(model, actions)}
  ${["open", "suspended"].includes(status) ? floorDeskView(model, actions) : nothing}
  ${status === "open" ? deskLineView(model, actions) : nothing}
  ${model.wide ? nothing : foldedLogView(model, actions)}
  ${status === "closed" ? nothing : queueDeskView(model, actions)} ${queueMenuView(model, actions)}`
}

// Where tabs have no room for one more.
function foldedLogView(model, actions) {
  return html`<details>
    <summary>${_("Log")}</summary>
    ${actLogView(model, actions)}
  </details>`
}

function workTabs(model, actions, parts) {
  return [
    {
      id: "polls",
      title: _("Polls"),
      panel: () => html`${pollsDeskView(model, actions)} ${pollMenuView(model, actions)}`,
    },
    { id: "notes", title: _("Notes"), panel: () => notesPanel(model, actions, parts) },
  ]
}

function logTab(model, actions) {
  return { id: "log", title: _("Log"), panel: () => actLogView(model, actions) }
}

function notesPanel(model, actions, { composer, revisions, proposals }) {
  return html`<div class="notes-tab">
    ${proposalsView(model, actions, proposals)}
    <div class="feed" id="feed">${feedView(model, actions, revisions, composer.unsent())}</div>
    ${composerView(model, composer, false)}
  </div>`
}

export function dialogsView(model, actions) {
  return html`${qrView()} ${keysView()} ${confirmView(model, actions)}
  ${pollFormView(model, actions)} ${itemFormView(model, actions)}
  ${settingsFormView(model, actions)} ${personFormView(model, actions)}
  ${limitFormView(model, actions)} ${contributionFormView(model, actions)}`
}

// What ending the session does, before it is done.
export function endQuestion({ session, floor, queue, polls }, act) {
  const open = polls.filter(poll => poll.state === "open").length
  const apart = polls.filter(poll => !poll.rehearsal && unpublished(poll).includes("record")).length
  return {
    title: _("End the session?"),
    lines: [
      open &&
        ngettext(
          "{n} open poll is closed and counted.",
          "{n} open polls are closed and counted.",
          open,
        ),
      apart &&
        ngettext(
          "{n} result is not in the record. It can be published later, too.",
          "{n} results are not in the record. They can be published later, too.",
          apart,
        ),
      floor && _("{name} gives back the floor.", { name: nameView(floor.person) }),
      queue.length &&
        ngettext(
          "{n} request that still waits is kept in the record as unheard.",
          "{n} requests that still wait are kept in the record as unheard.",
          queue.length,
        ),
      _("The record can be downloaded then. You can reopen the session for 30 minutes."),
    ].filter(Boolean),
    choices: queue.length && !session.writing_offered ? writingView() : nothing,
    verb: _("End it now"),
    act,
  }
}

function writingView() {
  return html`<label class="row">
    <input type="checkbox" name="writing" />
    <span class="grow">${_("Ask those who wait for their statements in writing")}</span>
  </label>`
}
