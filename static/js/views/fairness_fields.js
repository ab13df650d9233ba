// Who goes first: the policy by which somebody is suggested, and what it goes by.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { percent } from "../format.js"
import { _ } from "../i18n.js"
import { isSet, targetsIn } from "../model/settings.js"
import { eachField, fieldId, numberField } from "./form_fields.js"
import { named } from "./time_fields.js"

const MOST_PASSED = 50

// `typed`: what stands in the form now
export function fairnessFields(form, session, typed) {
  return html`<section class="stack" aria-labelledby="settings-fairness">
    <h3 id="settings-fairness">${_("Who goes first")}</h3>
    <p class="soft">
      ${_("This is advice. The moderators decide who speaks, and can change it at any time.")}
    </p>
    ${policyField(form)} ${followField(form)} ${passedField(form)} ${basisField(form)}
    ${targetsField(form, session, typed)} ${categoriesField(form)}
  </section>`
}

function categoriesField({ now, refused }) {
  const id = fieldId("order_categories")
  return html`<details class="each" ?open=${now.order_categories !== ""}>
    <summary>${_("Rank points of order")}</summary>
    <div class="field">
      <label for=${id}>${_("Sorts of points of order, one a line")}</label>
      <textarea
        id=${id}
        name="order_categories"
        rows="4"
        dir="auto"
        aria-describedby="${id}-hint"
        .defaultValue=${now.order_categories}
      ></textarea>
      <p id="${id}-hint" class="field__hint">
        ${_("The most urgent first. Whoever raises one chooses what it is about.")}
      </p>
      ${refused("order_categories")}
    </div>
  </details>`
}

function policyField({ now, refused }) {
  const policies = [
    ["first_come", _("First come, first served"), _("Whoever asked first.")],
    ["first_time", _("First-time speakers first"), _("Whoever has not spoken yet.")],
    [
      "by_group",
      _("Balanced by group"),
      _("The group that is furthest below its share of the speaking time."),
    ],
    [
      "by_region",
      _("Balanced by region"),
      _("The region that is furthest below its share of the speaking time."),
    ],
  ]
  return html`<fieldset class="choices" id=${fieldId("policy")}>
    <legend class="unseen">${_("Who goes first")}</legend>
    ${policies.map(
      ([policy, text, hint]) =>
        html`<div class="choices__one">
          <input
            type="radio"
            id="settings-${policy}"
            name="policy"
            value=${policy}
            aria-describedby="settings-${policy}-hint"
            .defaultChecked=${policy === now.policy}
          />
          <label for="settings-${policy}">${text}</label>
          <p id="settings-${policy}-hint" class="field__hint">${hint}</p>
        </div>`,
    )}
    ${refused("policy")}
  </fieldset>`
}

function followField({ now, refused }) {
  const id = fieldId("follow")
  return html`<div class="choices__one">
    <input
      type="checkbox"
      id=${id}
      name="follow"
      aria-describedby="${id}-hint"
      .defaultChecked=${now.follow === "on"}
    />
    <label for=${id}>${_("Let the order of the queue follow it")}</label>
    <p id="${id}-hint" class="field__hint">
      ${_("The queue puts itself in order, and nobody is moved by hand. You can still give the floor to anybody.")}
    </p>
    ${refused("follow")}
  </div>`
}

function passedField(form) {
  return numberField(form, "most_passed", _("Nobody is passed over more often than"), {
    min: 1,
    max: MOST_PASSED,
    required: true,
    hint: _("So many times somebody who asked later may be heard first; then it is their turn."),
  })
}

function basisField({ now, refused }) {
  const [id, bases] = [
    fieldId("basis"),
    [
      ["here", _("Those who are here")],
      ["asked", _("Those who have asked to speak")],
    ],
  ]
  return html`<div class="field">
    <label for=${id}>${_("A share is counted by")}</label>
    <select id=${id} name="basis" aria-describedby="${id}-hint">
      ${bases.map(
        ([basis, text]) =>
          html`<option value=${basis} .defaultSelected=${basis === now.basis}>${text}</option>`,
      )}
    </select>
    <p id="${id}-hint" class="field__hint">
      ${_("The more of them a group or region has, the more of the speaking time it is due.")}
    </p>
    ${refused("basis")}
  </div>`
}

function targetsField(form, session, typed) {
  return eachField(form, "targets", named(session.groups), {
    min: 0,
    max: 100,
    title: _("Targets by group, in percent"),
    hint: _("The part of the speaking time that a group should have, however many of it are here."),
    open: isSet(session, "targets"),
    said: sumView(targetsIn(typed)),
  })
}

function sumView(targets) {
  const text = targets && sumText(targets)
  return html`<p id="settings-targets-said" class=${targets?.over ? "field__error" : "field__hint"}>
    ${text ?? nothing}
  </p>`
}

function sumText({ sum, left, over }) {
  const shares = { sum: percent(sum, 100), left: percent(left, 100), over: percent(over, 100) }
  if (over) return _("{sum} in all. That is {over} too much.", shares)
  return left
    ? _("{sum} in all. {left} is left to the other groups.", shares)
    : _("{sum} in all. Nothing is left to groups without a target.", shares)
}
