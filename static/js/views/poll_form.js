// Preparing a poll, in words: question, options, how many, and who will know.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _, ngettext } from "../i18n.js"
import { closeButton } from "./ask.js"
import { kindText } from "./poll_desk.js"
import { refusedView } from "./refused.js"

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
  return html`<form class="stack" @submit=${event => submit(event, model, actions)}>
    <div class="drawer__head">
      <h2 id="poll-form-title">${poll ? _("Change the draft") : _("New poll")}</h2>
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
    <div class="field">
      <label for="poll-options">${_("Options, one a line")}</label>
      <textarea
        id="poll-options"
        name="options"
        dir="auto"
        rows="5"
        required
        aria-describedby="poll-options-hint"
        .defaultValue=${poll ? poll.options.map(option => option.text).join("\n") : ""}
        @input=${event => actions.countOptions(optionsOf(event.target.value).length)}
      ></textarea>
      <p id="poll-options-hint" class="field__hint num">${countText(model.optionsCounted)}</p>
    </div>
    ${poll ? fixedView(poll) : choicesView(model, actions)}
    ${refusedView(model, "poll-form", actions)}
    <button class="main wide">${poll ? _("Save") : _("Save as a draft")}</button>
  </form>`
}

function countText(n) {
  if (n > MOST_OPTIONS) return _("{n} options: {most} at most", { n, most: MOST_OPTIONS })
  return n ? ngettext("{n} option", "{n} options", n) : _("From 2 to 12, none twice.")
}

function fixedView(poll) {
  return html`<p class="soft">
    ${kindText(poll)} ·
    ${poll.secret ? _("Secret: nobody learns how somebody voted.") : _("Named: the record shows who voted what.")}
    ${_("To change this, make a new poll.")}
  </p>`
}

function choicesView(model, actions) {
  return html`<fieldset class="kinds">
      <legend>${_("How many may one choose?")}</legend>
      ${radio("kind", "single", _("One"), true, () => actions.choosePollKind("single"))}
      ${radio("kind", "multiple", _("Several"), false, () => actions.choosePollKind("multiple"))}
    </fieldset>
    ${model.pollKind === "multiple" ? boundsView() : nothing}
    <fieldset class="kinds">
      <legend>${_("Who will know?")}</legend>
      ${radio("secret", "yes", _("Secret: nobody learns how somebody voted, the moderators neither."), true)}
      ${radio("secret", "no", _("Named: the moderators and the record show who voted what."), false)}
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

function optionsOf(text) {
  return text
    .split("\n")
    .map(line => line.trim())
    .filter(Boolean)
}

function submit(event, { form }, actions) {
  event.preventDefault()
  const fields = Object.fromEntries(new FormData(event.target))
  const words = { question: fields.question.trim(), options: optionsOf(fields.options) }
  if (form.poll) return actions.savePoll("poll.edit", { poll: form.poll.id, ...words })
  actions.savePoll("poll.create", {
    ...words,
    kind: fields.kind,
    secret: fields.secret === "yes",
    ...bound("min", fields),
    ...bound("max", fields),
  })
}

function bound(name, fields) {
  return fields.kind === "multiple" && fields[name] ? { [name]: Number(fields[name]) } : {}
}
