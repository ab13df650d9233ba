// The middle of the projector's page.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { span } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { isDeclining } from "../model/ballot.js"
import { groupName } from "../model/places.js"
import { runningView } from "./about_poll.js"
import { closingView } from "./closing.js"
import { correctionsView } from "./corrections.js"
import { clockView, limitBar, limitText } from "./clock.js"
import { optionView } from "./option.js"
import { affiliationView } from "./person.js"
import { ratesText } from "./rates.js"
import { resultsView } from "./results.js"
import { behalfText, interruptedText, orderText, speakerName } from "./speaker.js"
import { beginning } from "./words.js"

const LONG_NAME = 20
const LONG_TEXT = 60
const MANY_OPTIONS = 6
const VERY_MANY_OPTIONS = 9
const POLL_SCENES = ["poll", "counted", "result"]

export function sceneView(model) {
  const scenes = {
    draft: draftView,
    suspended: () => saidView(_("The session is paused")),
    closed: () => saidView(_("The session is closed"), _("Thank you for taking part.")),
    poll: pollView,
    counted: countedView,
    result: resultView,
    floor: floorView,
  }
  return scenes[model.scene](model)
}

function saidView(words, more) {
  return html`<div class="scene">
    <p class="scene__question">${words}</p>
    ${more ? html`<p class="scene__more">${more}</p>` : nothing}
  </div>`
}

function draftView({ session, online }) {
  return html`<div class="scene">
    <p class="scene__question num">
      ${session.starts_at ? beginning(session) : _("The session begins soon")}
    </p>
    ${
      session.planned_minutes
        ? html`<p class="scene__more">
            ${_("Planned length: {length}", { length: span(session.planned_minutes) })}
          </p>`
        : nothing
    }
    ${online ? html`<p class="scene__more num">${ngettext("{n} person is here", "{n} people are here", online)}</p>` : nothing}
  </div>`
}

function floorView({ session, floor, interrupted, now }) {
  if (!floor)
    return saidView(
      _("The floor is free"),
      session.queue_open ? _("Ask to speak on your phone.") : "",
    )
  const { name } = floor.person
  return html`<div class="scene">
    <div class="scene__row">
      <div>
        ${lineView("scene__kind", orderText(floor))}
        <p class="scene__name ${name.length > LONG_NAME ? "scene__name--long" : ""}">
          ${speakerName(floor)}
        </p>
        <p class="scene__org">${affiliationView(floor.person, session)}</p>
        ${lineView("scene__more", behalfText(floor))}
        ${interrupted ? lineView("scene__more", interruptedText(interrupted)) : nothing}
      </div>
      ${clockView(floor, now)}
    </div>
    ${limitBar(floor, now)}
    <p class="scene__limit num">${limitText(floor, now)}</p>
  </div>`
}

function lineView(style, text) {
  return text ? html`<p class=${style}>${text}</p>` : nothing
}

function pollView({ poll, turnout, address, now, session }) {
  return html`<div class="scene">
    ${questionView(poll)}
    ${poll.kind === "pulse" ? html`<p class="scene__more">${_("A quick pulse: indicative, not a vote.")}</p>` : nothing}
    ${paperView(poll)} ${correctionsView(poll, session)}
    <p class="scene__more">
      ${_("Vote now at {address}", { address: html`<bdi dir="ltr">${address}</bdi>` })}
    </p>
    ${
      turnout
        ? html`<p class="scene__turnout num">${_("{voted} of {eligible} have voted", turnout)}</p>
            <progress
              class="bar"
              aria-hidden="true"
              max=${Math.max(1, turnout.eligible)}
              value=${turnout.voted}
            ></progress>`
        : nothing
    }
    ${poll.kind === "pulse" && poll.running ? runningView(poll) : nothing}
    <div class="scene__more">${closingView(poll, now)}</div>
  </div>`
}

// What one can choose, where the counts that come in do not say so.
function paperView(poll) {
  const asked = poll.options.filter(option => !isDeclining(option))
  if (poll.running || poll.kind === "rating" || !asked.length) return nothing
  return html`<ul class="scene__options ${asked.length > MANY_OPTIONS ? "scene__options--many" : ""}">
    ${asked.map(option => html`<li>${optionView(option)}</li>`)}
  </ul>`
}

// In two languages where there are two.
function questionView({ question, also, rehearsal }) {
  return html`${rehearsal ? html`<p class="scene__kind">${_("Rehearsal")}</p>` : nothing}
    <p class="scene__question ${long(question)}"><bdi>${question}</bdi></p>
    ${also && also !== question ? html`<p class="scene__more"><bdi>${also}</bdi></p>` : nothing}`
}

// Before it is published; what is counted cannot be changed any more.
function countedView({ poll }) {
  return html`<div class="scene">
    ${questionView(poll)}
    <p class="scene__more">${_("Voting is closed, and counted.")}</p>
    ${fingerprintView(poll)}
  </div>`
}

function resultView({ poll, session }) {
  return html`<div class="scene ${density(weight(poll))}">
    ${poll.rehearsal ? html`<p class="scene__kind">${_("Rehearsal")}</p>` : nothing}
    ${resultsView(poll, { most: MANY_OPTIONS })}
    <p class="scene__rates soft num">${ratesText(poll, session)}</p>
    ${correctionsView(poll, session)} ${fingerprintView(poll)}
  </div>`
}

function fingerprintView({ fingerprint }) {
  return html`<p class="scene__print">
    ${_("Fingerprint of the count (SHA-256): {digest}", {
      digest: html`<bdi dir="ltr">${fingerprint}</bdi>`,
    })}
  </p>`
}

// How many lines there are, about.
function weight({ options, contributions, tally: { themes, words } }) {
  const lines = options.map(({ also, text }) => (also || text.length > LONG_TEXT ? 1.6 : 1))
  const said = Object.keys(themes ?? words ?? {}).length + Math.min(contributions.length, MANY_OPTIONS)
  return lines.reduce((sum, one) => sum + one, said)
}

function density(options) {
  if (options <= MANY_OPTIONS) return ""
  return options <= VERY_MANY_OPTIONS ? "scene--dense" : "scene--dense scene--denser"
}

function long(text) {
  return text.length > LONG_TEXT ? "scene__question--long" : ""
}

// In the foot: who comes next; during a poll, who has the floor.
export function nextView({ scene, session, floor, next, queueLength }) {
  const busy = POLL_SCENES.includes(scene) && floor
  if (scene !== "floor" && !POLL_SCENES.includes(scene)) return nothing
  return html`
    ${
      busy
        ? html`<h2>${_("Has the floor")}</h2>
            <ol>
              <li>${speakerView(floor, session)}</li>
            </ol>`
        : nothing
    }
    ${
      next.length && !busy
        ? html`<h2>${_("Next")}</h2>
            <ol>
              ${next.map(request => html`<li>${speakerView(request, session)}</li>`)}
            </ol>
            ${queueLength > next.length ? html`<p class="soft num">${ngettext("and {n} more", "and {n} more", queueLength - next.length)}</p>` : nothing}`
        : nothing
    }
  `
}

function speakerView(request, session) {
  const { person } = request
  const order = orderText(request)
  return html`${speakerName(request)}
    ${order ? html`<b class="is-wait">${order}</b>` : nothing}
    <span class="soft" dir="auto">${person.organisation || groupName(session, person.group)}</span>`
}
