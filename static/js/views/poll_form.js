// Preparing a poll, in words: question, options, how many, and who will know.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _, ngettext } from "../i18n.js"
import { placeName } from "../model/places.js"
import { closeButton } from "./ask.js"
import { kindText } from "./poll_desk.js"
import { refusedView } from "./refused.js"
import { translationsIn, translationsView } from "./translation_fields.js"

const MOST_OPTIONS = 12

export function pollFormView(model, actions) {
  return html`<dialog
    id="poll-form"
    class="drawer drawer--broad"
    aria-labelledby="poll-form-title"
    @click=${closeBeside}
  >
    ${model.form?.kind === "poll" ? keyed(model.form, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { poll } = model.form
  const begun = Boolean(poll && poll.state !== "draft")
  return html`<form class="stack" @submit=${event => submit(event, model, actions)}>
    <div class="drawer__head">
      <h2 id="poll-form-title">${titleText(poll, begun)}</h2>
      ${closeButton()}
    </div>
    <div class="field">
      <label for="poll-question">${_("Question")}</label>
      <textarea
        id="poll-question"
        name="question"
        dir="auto"
        rows="2"
        required
        autofocus
        maxlength=${model.limits.question ?? 500}
        .defaultValue=${poll?.question ?? ""}
      ></textarea>
    </div>
    ${poll ? fixedView(poll, begun) : kindsView(model, actions)}
    ${hasOptions(poll?.kind ?? model.pollKind) ? optionsView(poll, model, actions) : nothing}
    ${(poll?.kind ?? model.pollKind) === "rating" ? scaleView(poll) : nothing}
    ${!poll && model.pollKind === "words" ? mostWordsView() : nothing}
    ${translationsView(poll, model.session, wordsOf(poll?.kind ?? model.pollKind))}
    ${begun ? reasonView(model) : minutesView(poll)} ${poll ? nothing : html`${choicesView(model)} ${votersView(model)}`} ${refusedView(model, "poll-form", actions)}
    <button class="main wide">${verbText(poll, begun)}</button>
  </form>`
}

function titleText(poll, begun) {
  if (begun) return _("Correct the wording")
  return poll ? _("Change the draft") : _("New poll")
}

function verbText(poll, begun) {
  if (begun) return _("Correct it for everybody")
  return poll ? _("Save") : _("Save as a draft")
}

function reasonView({ limits }) {
  return html`<div class="field">
    <label for="poll-reason">${_("Why is it corrected?")}</label>
    <input id="poll-reason" name="reason" dir="auto" required maxlength=${limits.reason ?? 200} />
    <p class="field__hint">${_("Everybody sees this, and the record keeps both wordings.")}</p>
  </div>`
}

function optionsView(poll, model, actions) {
  const own = poll?.options.filter(option => !option.standard) ?? []
  return html`<div class="field">
      <label for="poll-options">${_("Options, one a line")}</label>
      <textarea
        id="poll-options"
        name="options"
        dir="auto"
        rows="5"
        required
        aria-describedby="poll-options-hint"
        .defaultValue=${own.map(option => option.text).join("\n")}
        @input=${event => actions.countOptions(optionsOf(event.target.value).length)}
      ></textarea>
      <p id="poll-options-hint" class="field__hint num">${countText(model.optionsCounted)}</p>
    </div>
    ${poll ? nothing : tick("shuffle", "yes", _("In another order on each phone"), false)}
    ${!poll && ["multiple", "ranking"].includes(model.pollKind) ? boundsView() : nothing}`
}

// What of a kind somebody writes.
function wordsOf(kind) {
  return { written: hasOptions(kind), ends: kind === "rating" }
}

function mostWordsView() {
  return html`<div class="field">
    <label for="poll-max">${_("How many words at most?")}</label>
    <input id="poll-max" name="max" type="number" min="1" max="5" placeholder="3" />
  </div>`
}

// The numbers of a rating, and what the lowest and the highest mean.
function scaleView(poll) {
  const [low, high] = poll?.ends ?? ["", ""]
  return html`${
    poll
      ? nothing
      : html`<fieldset class="kinds">
          <legend>${_("On which scale?")}</legend>
          ${radio("scale", "5", _("1 to 5"), true)} ${radio("scale", "10", _("1 to 10"), false)}
        </fieldset>`
  }
    <div class="field-row">
      ${endField("low", _("What the lowest number means"), low)}
      ${endField("high", _("What the highest number means"), high)}
    </div>`
}

function endField(name, label, value) {
  return html`<div class="field">
    <label for="poll-${name}">${label}</label>
    <input id="poll-${name}" name=${name} dir="auto" maxlength="200" .defaultValue=${value} />
  </div>`
}

// Of whom it is, folded away: most polls are for all.
function votersView({ session }) {
  const { groups, regions } = session
  return html`<details>
    <summary>${_("For some groups or regions only, or with a quorum")}</summary>
    <div class="stack">
      ${placesView("groups", _("Groups that may vote; all if none is marked"), groups)}
      ${placesView("regions", _("Regions that may vote; all if none is marked"), regions)}
      <div class="field">
        <label for="poll-quorum">${_("Quorum, in percent of those who may vote")}</label>
        <input id="poll-quorum" name="quorum" type="number" min="1" max="100" step="1" />
      </div>
    </div>
  </details>`
}

function placesView(name, title, places) {
  if (!places.length) return nothing
  return html`<fieldset class="kinds kinds--row">
    <legend>${title}</legend>
    ${places.map(place => tick(name, place.id, html`<bdi>${placeName(place)}</bdi>`, false))}
  </fieldset>`
}

function minutesView(poll) {
  return html`<div class="field">
    <label for="poll-minutes">
      ${_("How many minutes is voting open?")} <span class="soft">${_("(optional)")}</span>
    </label>
    <input
      id="poll-minutes"
      name="minutes"
      type="number"
      min="0.5"
      max="120"
      step="0.5"
      placeholder=${_("Until you close it")}
      .defaultValue=${poll?.seconds ? String(poll.seconds / 60) : ""}
    />
  </div>`
}

// Other kinds have theirs by themselves.
function hasOptions(kind) {
  return ["single", "multiple", "ranking"].includes(kind)
}

function countText(n) {
  if (n > MOST_OPTIONS) return _("{n} options: {most} at most", { n, most: MOST_OPTIONS })
  return n ? ngettext("{n} option", "{n} options", n) : _("From 2 to 12, none twice.")
}

function fixedView(poll, begun) {
  return html`<p class="soft">
    ${kindText(poll)} ·
    ${poll.secret ? _("Secret: nobody learns how somebody voted.") : _("Named: the record shows who voted what.")}
    ${
      begun
        ? _("Votes stay with their options. If the meaning changes, ask again instead.")
        : _("To change this, make a new poll.")
    }
  </p>`
}

function kindsView({ pollKind }, actions) {
  const kinds = [
    ["single", _("Choose one")],
    ["multiple", _("Choose several")],
    ["yes_no", _("Yes or no")],
    ["rating", _("Rate on a scale")],
    ["ranking", _("Put in order")],
    ["text", _("Write a text")],
    ["words", _("Write some words")],
  ]
  return html`<fieldset class="kinds kinds--row">
    <legend>${_("What does one do?")}</legend>
    ${kinds.map(([kind, text]) => radio("kind", kind, text, kind === pollKind, () => actions.choosePollKind(kind)))}
  </fieldset>`
}

function choicesView() {
  return html`<fieldset class="kinds kinds--row">
      <legend>${_("How can one decline to answer?")}</legend>
      ${tick("declining", "abstain", _("Abstain"), true)}
      ${tick("declining", "no_position", _("No position"), false)}
      ${tick("declining", "not_my_mandate", _("Not my mandate"), false)}
    </fieldset>
    <fieldset class="kinds">
      <legend>${_("Who will know?")}</legend>
      ${radio("secret", "yes", _("Secret: nobody learns how somebody voted, the moderators neither."), true)}
      ${radio("secret", "no", _("Named: the moderators and the record show who voted what."), false)}
    </fieldset>
    <fieldset class="kinds">
      <legend>${_("Who has one vote?")}</legend>
      ${radio("per", "person", _("Each person"), true)}
      ${radio("per", "organisation", _("Each organisation: the last choice of its people counts"), false)}
    </fieldset>`
}

function boundsView() {
  return html`<div class="field-row">
    ${numberField("min", _("At least"), _("1"))} ${numberField("max", _("At most"), _("all"))}
  </div>`
}

function numberField(name, label, placeholder) {
  return html`<div class="field">
    <label for="poll-${name}">${label}</label>
    <input
      id="poll-${name}"
      name=${name}
      type="number"
      min="0"
      max=${MOST_OPTIONS}
      placeholder=${placeholder}
    />
  </div>`
}

function radio(name, value, text, checked, choose) {
  return html`<label class="kinds__one">
    <input
      type="radio"
      name=${name}
      value=${value}
      .defaultChecked=${checked}
      @change=${choose ?? nothing}
    />
    <span>${text}</span>
  </label>`
}

function tick(name, value, text, checked) {
  return html`<label class="kinds__one">
    <input type="checkbox" name=${name} value=${value} .defaultChecked=${checked} />
    <span>${text}</span>
  </label>`
}

function optionsOf(text) {
  return text
    .split("\n")
    .map(line => line.trim())
    .filter(Boolean)
}

function submit(event, model, actions) {
  event.preventDefault()
  const { form, session } = model
  const data = new FormData(event.target)
  const fields = Object.fromEntries(data)
  const said = {
    question: fields.question.trim(),
    ...optionsIn(fields),
    ...endsIn(fields),
    translations: translationsIn(fields, session, optionsOf),
  }
  const seen = form.poll && { poll: form.poll.id, revision: form.poll.revision }
  if (fields.reason !== undefined)
    return actions.savePoll("poll.correct", { ...seen, ...said, reason: fields.reason.trim() })
  const seconds = fields.minutes ? Math.round(Number(fields.minutes) * 60) : null
  const words = { ...said, seconds }
  if (seen) return actions.savePoll("poll.edit", { ...seen, ...words })
  actions.savePoll("poll.create", {
    ...words,
    kind: fields.kind,
    secret: fields.secret === "yes",
    declining: data.getAll("declining"),
    shuffle: fields.shuffle === "yes",
    per: fields.per,
    groups: data.getAll("groups"),
    regions: data.getAll("regions"),
    ...numberIn("quorum", fields),
    ...numberIn("scale", fields),
    ...numberIn("min", fields),
    ...numberIn("max", fields),
  })
}

function optionsIn({ options }) {
  return options === undefined ? {} : { options: optionsOf(options) }
}

function endsIn({ low, high }) {
  return low === undefined ? {} : { ends: [low.trim(), high.trim()] }
}

function numberIn(name, fields) {
  return fields[name] ? { [name]: Number(fields[name]) } : {}
}
