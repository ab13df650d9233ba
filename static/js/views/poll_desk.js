// The polls as a run sheet: each row has one primary button, the next legal step.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { duration, percent, timeOfDay } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { isDeclining } from "../model/ballot.js"
import { forText, inState, isWritten } from "../model/polls.js"
import { nextStep, unpublished } from "../model/run_sheet.js"
import { keyCap } from "./key_cap.js"
import { closingView } from "./closing.js"
import { runningView } from "./about_poll.js"
import { contributionsDeskView } from "./contributions_desk.js"
import { correctionsView } from "./corrections.js"
import { optionView } from "./option.js"
import { icon } from "./person.js"
import { breakdownsView, namedBallotsView } from "./poll_breakdown.js"
import { refusedView } from "./refused.js"
import { resultsView } from "./results.js"
import { turnoutView } from "./turnout.js"
import { inARow } from "./words.js"

export const SOON_SECONDS = 20

export function pollsDeskView(model, actions) {
  const { polls, session } = model
  return html`<div class="run stack">
    ${polls.length ? sheetView(model, actions) : html`<p class="soft">${_("There are no polls yet.")}</p>`}
    ${
      session.status === "closed"
        ? nothing
        : html`<div class="row run__new">
              <button type="button" @click=${() => actions.editPoll(null)}>${_("New poll")}</button>
              <button
                type="button"
                aria-keyshortcuts="Q"
                aria-disabled=${session.status !== "open"}
                @click=${actions.pulse}
              >
                ${_("Quick pulse")} ${keyCap("Q")}
              </button>
              <button type="button" @click=${() => document.getElementById("poll-file").click()}>
                ${_("From a file…")}
              </button>
              <input
                id="poll-file"
                type="file"
                accept=".yaml,.yml,.csv,.json"
                hidden
                aria-label=${_("Polls from a file")}
                @change=${event => actions.importPolls(event.target)}
              />
            </div>
            ${refusedView(model, "polls", actions)}`
    }
    ${
      polls.length
        ? html`<p class="soft">
            ${_("Save the polls:")}
            ${["yaml", "csv"].map(form => html` <a download href="/s/${session.code}/polls/${form}">${form.toUpperCase()}</a>`)}
          </p>`
        : nothing
    }
  </div>`
}

function sheetView(model, actions) {
  return html`<ol aria-label=${_("Polls")}>
    ${repeat(
      openFirst(model.polls),
      poll => poll.id,
      poll =>
        html`<li class="run__poll run__poll--${poll.state}" data-row>
          <div class="run__head row">
            <h2 class="run__question grow"><bdi>${poll.question}</bdi></h2>
            ${menuButton(poll, model, actions)}
          </div>
          <p class="soft num">${factsText(poll, model.session)}</p>
          ${correctionsView(poll, model.session)}
          ${poll.state === "open" ? closingView(poll, model.now) : nothing}
          ${bodyView(poll, model, actions)} ${actsView(poll, model, actions)}
          ${placesView(poll, model, actions)}
          ${refusedView(model, `poll/${poll.id}`, actions)}
        </li>`,
    )}
  </ol>`
}

// What people vote on is not to be looked for.
function openFirst(listed) {
  return [...inState(listed, "open"), ...listed.filter(poll => poll.state !== "open")]
}

function factsText(poll, session) {
  const facts = [kindText(poll), secrecyText(poll), stateText(poll, session)]
  if (poll.state === "draft" && poll.seconds)
    facts.push(_("open for {time}", { time: duration(poll.seconds * 1000) }))
  if (poll.rehearsal) facts.push(_("rehearsal"))
  if (poll.rerun_of) facts.push(_("asked again"))
  if (poll.per === "organisation") facts.push(_("one vote for each organisation"))
  const whom = forText(poll, session)
  if (whom) facts.push(_("for {who}", { who: whom }))
  if (poll.quorum) facts.push(_("quorum {share}", { share: percent(poll.quorum, 100) }))
  return facts.join(" · ")
}

export function kindText({ kind, min, max, options }) {
  const every = options.filter(option => !isDeclining(option)).length
  const texts = {
    single: () => _("Single choice"),
    yes_no: () => _("Yes or no"),
    rating: () => _("Rating from 1 to {n}", { n: every }),
    ranking: () => _("Ranking"),
    text: () => _("Free text"),
    words: () => ngettext("{n} word", "Up to {n} words", max),
    pulse: () => _("Quick pulse"),
  }
  if (texts[kind]) return texts[kind]()
  if (min <= 1 && max >= every) return _("Several choices")
  if (min === max) return _("Exactly {n} choices", { n: max })
  return _("From {min} to {max} choices", { min, max })
}

export function secrecyText({ secret }) {
  return secret ? _("secret") : _("named")
}

function stateText(poll, { time_zone }) {
  const texts = {
    draft: () => _("draft"),
    open: () => _("open since {time}", { time: timeOfDay(poll.opened_at, time_zone) }),
    closed: () => _("closed at {time}", { time: timeOfDay(poll.closed_at, time_zone) }),
    published: () => publishedText(poll, time_zone),
  }
  return texts[poll.state]()
}

function publishedText(poll, time_zone) {
  const time = timeOfDay(poll.published_at, time_zone)
  return unpublished(poll).length
    ? _("published at {time} to {places}", { time, places: inARow(poll.published_to.map(placeText)) })
    : _("published at {time}", { time })
}

function placeText(where) {
  const texts = { phones: _("the phones"), screen: _("the screen"), record: _("the record") }
  return texts[where]
}

function bodyView(poll, model, actions) {
  if (poll.state === "draft") return isWritten(poll) ? nothing : optionsView(poll)
  if (poll.state === "open")
    return html`${turnoutView(poll, model)} ${poll.kind === "pulse" ? runningView(poll) : nothing}`
  if (!poll.tally) return nothing
  return poll.state === "closed" ? previewView(poll, model, actions) : publishedView(poll, model, actions)
}

function optionsView({ options }) {
  return html`<details>
    <summary>${_("{n} options", { n: options.length })}</summary>
    <ol class="run__options">
      ${options.map(option => html`<li>${optionView(option)}</li>`)}
    </ol>
  </details>`
}

function previewView(poll, model, actions) {
  return html`<p class="run__private">${_("Preview: only you and the other staff see this.")}</p>
    ${countView(poll, model, actions)}`
}

function publishedView(poll, model, actions) {
  return html`<details>
    <summary>${_("Result: {voters} of {eligible} voted", poll.tally)}</summary>
    ${countView(poll, model, actions)}
  </details>`
}

function countView(poll, model, actions) {
  return html`${contributionsDeskView(poll, model, actions)} ${resultsView(poll)}
  ${takeAlongView(poll, actions)} ${breakdownsView(poll, model)}
  ${namedBallotsView(poll)}`
}

function takeAlongView(poll, actions) {
  const ways = [
    [_("Copy as a sentence"), actions.copySentence],
    [_("Copy as a table"), actions.copyTable],
    [_("Picture (SVG)"), actions.saveSvg],
    [_("Picture (PNG)"), actions.savePng],
  ]
  return html`<details>
    <summary>${_("Take the result along")}</summary>
    <div class="row">
      ${ways.map(([text, act]) => html`<button type="button" @click=${() => act(poll)}>${text}</button>`)}
    </div>
  </details>`
}

function actsView(poll, model, actions) {
  const step = nextStep(poll)
  if (poll.rehearsal && !step) return endView(poll, actions)
  if (!step || (model.session.status === "closed" && step !== "publish")) return nothing
  return html`<div class="run__acts row">
    ${
      poll.state === "draft"
        ? html`<button type="button" @click=${() => actions.editPoll(poll)}>${_("Change")}</button>`
        : nothing
    }
    ${poll.state === "open" && !poll.rehearsal ? timeButton(poll, actions) : nothing}
    ${poll.rehearsal ? endButton(poll, actions) : nothing} ${stepButton(poll, step, model, actions)}
  </div>`
}

function endView(poll, actions) {
  return html`<div class="run__acts row">${endButton(poll, actions)}</div>`
}

function endButton({ id }, actions) {
  return html`<button type="button" @click=${() => actions.endRehearsal(id)}>
    ${_("End the rehearsal")}
  </button>`
}

// To some places now, and to others later.
function placesView(poll, { justStepped }, actions) {
  const left = poll.rehearsal ? [] : unpublished(poll)
  if (!left.length) return nothing
  return html`<div class="run__acts row">
    <span class="soft">${poll.state === "closed" ? _("Publish only to") : _("Publish also to")}</span>
    ${left.map(
      where =>
        html`<button
          type="button"
          class="run__place"
          aria-disabled=${Boolean(justStepped)}
          @click=${() => justStepped || actions.publishTo(poll, where)}
        >
          ${placeText(where)}
        </button>`,
    )}
  </div>`
}

function timeButton({ id, closes_at }, actions) {
  return closes_at === null
    ? html`<button type="button" @click=${() => actions.closePollSoon(id)}>
        ${_("Close in {n} s", { n: SOON_SECONDS })}
      </button>`
    : html`<button type="button" @click=${() => actions.keepPollOpen(id)}>${_("Keep open")}</button>`
}

function menuButton({ id, question, rehearsal }, { session }, actions) {
  if (session.status === "closed" || rehearsal) return nothing
  return html`<button
    type="button"
    class="quiet run__more"
    aria-label=${_("More for {name}", { name: question })}
    aria-haspopup="true"
    @click=${event => actions.openPollMenu(event, id)}
  >
    ${icon("more")}
  </button>`
}

function stepButton(poll, step, { pollAtHand, session, justStepped }, actions) {
  const texts = { open: _("Open"), close: _("Close"), publish: _("Publish") }
  const atHand = pollAtHand?.id === poll.id
  return html`<button
    type="button"
    class=${atHand ? "main" : ""}
    aria-keyshortcuts=${atHand ? "P" : nothing}
    aria-disabled=${justStepped || (step === "open" && session.status !== "open")}
    @click=${() => actions.stepPoll(poll)}
  >
    ${texts[step]} ${atHand ? keyCap("P") : nothing}
  </button>`
}
