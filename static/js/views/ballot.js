// A ballot, with its four honest states: selected, sending, recorded, closed.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _, ngettext } from "../i18n.js"
import { ordinal, timeOfDay } from "../format.js"
import {
  castOf,
  fits,
  hasVoted,
  howMany,
  isDeclining,
  isOneMark,
  onPaper,
  recordedChoice,
  stateOf,
} from "../model/ballot.js"
import { forText, isFor, isWritten, leftMs } from "../model/polls.js"
import { later } from "../later.js"
import { refusalText } from "../refusals.js"
import { closingView } from "./closing.js"
import { correctionsView } from "./corrections.js"
import { endsText, optionView } from "./option.js"
import { icon } from "./person.js"

export function ballotView(poll, model, ballots) {
  if (!isFor(poll, model.me)) return othersView(poll, model)
  if (poll.per === "organisation" && poll.state === "open" && !model.me.organisation) return later("organisationView", poll)
  const ballot = ballots.of(poll)
  const state = stateOf(ballot, poll, model.me, ballots.sending(poll))
  if (state === "closed") return closedView(poll, ballot, model, ballots.sending(poll))
  return openView(poll, { ballot, state, choice: ballots.choice(poll) }, model, ballots)
}

function othersView(poll, { session }) {
  return html`<section class="sheet stack" aria-label=${_("Poll")}>
    <h2><bdi>${poll.question}</bdi></h2>
    <p>${_("This poll is for others: {who}.", { who: forText(poll, session) })}</p>
  </section>`
}

function openView(poll, paper, model, ballots) {
  const submit = event => {
    event.preventDefault()
    if (canSubmit(poll, paper, model)) ballots.cast(poll)
  }
  return html`<form class="sheet ballot" @submit=${submit}>
    <fieldset class="stack">
      <legend><bdi>${poll.question}</bdi></legend>
      <p class="soft">${howManyText(poll)}</p>
      ${later("aboutView", poll, model)} ${correctionsView(poll, model.session)}
      ${isWritten(poll) ? later("writtenView", poll, paper, model, ballots) : nothing}
      ${poll.kind === "rating" ? scaleView(poll, paper, ballots) : nothing}
      ${repeat(
        poll.kind === "rating" ? poll.options.filter(isDeclining) : onPaper(poll, model.me.id),
        option => option.id,
        option => rowView(poll, option, paper, ballots),
      )}
    </fieldset>
    ${
      poll.kind === "pulse"
        ? later("runningView", poll)
        : html`<button class="main wide" aria-disabled=${!canSubmit(poll, paper, model)}>
            ${buttonText(poll, paper)}
          </button>`
    }
    ${closingView(poll, model.now)}
    <p class="ballot__state ballot__state--${paper.state}">${stateView(poll, paper, model)}</p>
    <p class="ballot__who">${whoText(poll)}</p>
  </form>`
}

// Who can see the choice, by the poll's mode
function whoText({ kind, secret }) {
  if (kind === "pulse")
    return _(
      "A quick pulse, not a vote. Everybody sees the counts as they come in; nobody sees who chose what.",
    )
  if (!secret) return _("Named. The moderators and the record show your choice with your name.")
  return isWritten({ kind })
    ? _(
        "Secret. Nobody learns that it is yours. After voting closes the moderators read it and decide what is shown.",
      )
    : _(
        "Secret. Nobody sees your choice, the moderators neither. Results are shown after voting closes.",
      )
}

function rowView(poll, option, paper, ballots) {
  return html`<label class="ballot__row">
    <input
      type=${isOneMark(poll) && !isWritten(poll) ? "radio" : "checkbox"}
      name=${poll.id}
      .checked=${live(paper.choice.includes(option.id))}
      @change=${() => {
        ballots.mark(poll, option.id)
        if (poll.kind === "pulse") ballots.cast(poll)
      }}
    />
    ${optionView(option)} ${placeView(poll, option, paper)}
  </label>`
}

// Of a ranking: “2nd”
function placeView({ kind }, option, { choice }) {
  const place = choice.indexOf(option.id) + 1
  if (kind !== "ranking" || !place || isDeclining(option)) return nothing
  return html`<b class="ballot__place num">${ordinal(place)}</b>`
}

function scaleView(poll, paper, ballots) {
  return html`<div class="ballot__scale">
    ${repeat(
      poll.options.filter(option => !isDeclining(option)),
      option => option.id,
      option => rowView(poll, option, paper, ballots),
    )}
  </div>`
}

function howManyText(poll) {
  const { kind, min, max, options } = poll
  const every = options.filter(option => !isDeclining(option)).length
  if (kind === "rating") return endsText(poll)
  if (kind === "ranking") return rankText(min, max, every)
  if (kind === "text") return _("Write in your own words.")
  if (kind === "words") return ngettext("Write {n} word.", "Write up to {n} words.", max)
  if (isOneMark(poll)) return _("Choose one.")
  if (max >= every && min <= 1) return _("Choose as many as you like.")
  if (min === max) return ngettext("Choose exactly {n}.", "Choose exactly {n}.", max)
  if (min <= 1) return ngettext("Choose up to {n}.", "Choose up to {n}.", max)
  return _("Choose from {min} to {max}.", { min, max })
}

function rankText(min, max, every) {
  const how = _("Tap in the order of your preference, the best first.")
  if (min === every) return `${how} ${_("Rank all.")}`
  return max < every ? `${how} ${ngettext("Choose up to {n}.", "Choose up to {n}.", max)}` : how
}

function canSubmit(poll, { state, choice }, { session, now }) {
  if (halted(poll, session) || leftMs(poll, now) === 0) return false
  return ["empty", "selected", "refused"].includes(state) && fits(choice, poll)
}

function halted({ rehearsal }, { status }) {
  return status !== "open" && !rehearsal
}

function buttonText(poll, { ballot, state }) {
  if (state === "sending") return _("Sending…")
  if (state === "recorded") return html`${icon("check")} ${_("Recorded")}`
  return ballot.recorded ? _("Submit the change") : _("Submit")
}

function stateView(poll, { ballot, state, choice }, { me, connected, session }) {
  if (halted(poll, session)) return _("Voting goes on when the session does.")
  if (howMany(choice, poll) > poll.max) return _("That is too many: {max} at most.", { max: poll.max })
  if (state === "sending" && !connected)
    return _("Not sent yet. It will go as soon as you are connected.")
  if (state === "refused") return refusedText(ballot.refusal)
  if (state === "selected") return changeText(poll, me)
  if (state === "recorded") return recordedText(poll, ballot, me)
  return nothing
}

function refusedText(refusal) {
  return refusal.code === "stale"
    ? _("A later vote is recorded. Submit again to replace it.")
    : refusalText(refusal)
}

function changeText(poll, me) {
  return castOf(poll, me)
    ? _("Selected, not sent yet. Until you submit it, your earlier choice counts.")
    : _("Selected, not sent yet.")
}

// A secret choice is nowhere but in the page that made it: after a reload it is not shown again.
function recordedText(poll, ballot, me) {
  if (poll.per === "organisation" && castOf(poll, me) > ballot.n)
    return _("The vote of your organisation is recorded. You can send another until voting closes.")
  return recordedChoice(ballot, poll, me)
    ? _("Recorded: you can change it until voting closes.")
    : _("Your vote is recorded. Your choice is not shown again; to change it, choose and submit.")
}

function closedView(poll, ballot, { me, session }, sending) {
  const time = timeOfDay(poll.closed_at, session.time_zone)
  return html`<section class="sheet stack" aria-label=${_("Poll")}>
    <h2><bdi>${poll.question}</bdi></h2>
    <p>${_("Voting closed at {time}.", { time })} ${sending ? _("Sending…") : fateView(poll, ballot, me)}</p>
    <p class="soft">${_("The result is shown here once it is published.")}</p>
  </section>`
}

function fateView(poll, ballot, me) {
  if (ballot.refusal)
    return html`<span class="is-stop">${refusalText(ballot.refusal)}</span>
      ${castOf(poll, me) ? _("Your earlier vote counts.") : nothing}`
  return hasVoted(ballot, poll, me)
    ? html`<span class="is-go">${_("Your vote was recorded.")}</span>`
    : _("You did not vote.")
}
