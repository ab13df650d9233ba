// A poll's words in the other languages of the session, folded away.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { languageName } from "../model/languages.js"

// written: whether there are options that somebody writes; ends: whether it has ends.
export function translationsView(poll, { languages }, { written, ends }) {
  const [, ...others] = languages
  if (!others.length) return nothing
  const known = poll?.translations ?? {}
  return html`<details ?open=${Object.keys(known).length > 0}>
    <summary>${_("In other languages")}</summary>
    <div class="stack">
      ${others.map(tag => languageView(tag, known[tag], { written, ends }))}
    </div>
  </details>`
}

function languageView(tag, words, { written, ends }) {
  return html`<fieldset class="kinds" lang=${tag}>
    <legend>${languageName(tag)}</legend>
    <div class="field">
      <label for="question-${tag}">${_("Question")}</label>
      <textarea
        id="question-${tag}"
        name="question-${tag}"
        dir="auto"
        rows="2"
        .defaultValue=${words?.question ?? ""}
      ></textarea>
    </div>
    ${written ? optionsView(tag, words) : nothing} ${ends ? endsView(tag, words) : nothing}
  </fieldset>`
}

function optionsView(tag, words) {
  return html`<div class="field">
    <label for="options-${tag}">${_("Options, one a line, in the same order")}</label>
    <textarea
      id="options-${tag}"
      name="options-${tag}"
      dir="auto"
      rows="4"
      .defaultValue=${words?.options.join("\n") ?? ""}
    ></textarea>
  </div>`
}

function endsView(tag, words) {
  const labels = [_("What the lowest number means"), _("What the highest number means")]
  return html`<div class="field-row">
    ${["low", "high"].map(
      (end, nth) =>
        html`<div class="field">
          <label for="${end}-${tag}">${labels[nth]}</label>
          <input
            id="${end}-${tag}"
            name="${end}-${tag}"
            dir="auto"
            .defaultValue=${words?.ends[nth] ?? ""}
          />
        </div>`,
    )}
  </div>`
}

// What was written there: {ar: {question, options, ends}}
export function translationsIn(fields, { languages }, linesOf) {
  const found = {}
  for (const tag of languages.slice(1)) {
    const said = name => (fields[`${name}-${tag}`] ?? "").trim()
    const words = {
      question: said("question"),
      options: linesOf(said("options")),
      ends: [said("low"), said("high")],
    }
    if (words.question || words.options.length || words.ends.some(Boolean)) found[tag] = words
  }
  return found
}
