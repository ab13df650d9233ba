// The captions as they come, by whoever speaks; each line is corrected in place.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { timeOfDay } from "../format.js"
import { _, language as own } from "../i18n.js"
import { NOBODY } from "../corrections.js"
import { captionLanguages, captionRuns } from "../model/captions.js"
import { languageName } from "../model/languages.js"
import { namedPeople } from "../model/people.js"
import { nameView } from "./person.js"

const COMPOSING = 229

export function captionsView(model, actions, corrections) {
  const languages = captionLanguages(model.documents, own)
  const language = languages.includes(model.captioned) ? model.captioned : languages[0]
  const runs = language ? captionRuns(model.documents, language, corrections.lines()) : []
  return html`<section class="captioned" aria-labelledby="captions-title">
    <div class="row">
      <h2 id="captions-title" class="label grow">${_("Captions")}</h2>
      ${languages.length > 1 ? chooserView(languages, language, actions) : nothing}
      <a href=${document.body.dataset.captionsUrl}>${_("All captions")}</a>
    </div>
    ${runs.length
      ? html`<ol id="captions" class="captions" lang=${language} @keydown=${moveAmongLines}>
          ${repeat(runs, startOf, run => runView(run, model, corrections))}
        </ol>`
      : html`<p class="soft">${_("Nobody has sent any yet.")}</p>`}
  </section>`
}

function startOf({ lines }) {
  return lines[0].id
}

function chooserView(languages, language, actions) {
  return html`<select
    class="captions__language"
    aria-label=${_("Language of the captions")}
    @change=${event => actions.chooseCaptions(event.target.value)}
  >
    ${languages.map(
      one =>
        html`<option value=${one} .selected=${one === language}>${languageName(one)}</option>`,
    )}
  </select>`
}

function runView({ speaker, lines }, model, corrections) {
  return html`<li class="captions__run">
    <p class="captions__speaker">
      <b>${speaker ? nameView(speaker) : _("Nobody known")}</b>
      <span class="soft num">${timeOfDay(lines[0].start, model.session.time_zone)}</span>
    </p>
    <ul>
      ${repeat(
        lines,
        line => line.id,
        line =>
          html`<li data-row>
            ${corrections.of(line.id)
              ? correctionView(line, model, corrections)
              : lineView(line, corrections)}
          </li>`,
      )}
    </ul>
  </li>`
}

function lineView(line, corrections) {
  return html`<button
    type="button"
    id="caption-${line.id}"
    class="captions__line"
    dir="auto"
    title=${_("Correct")}
    @click=${() => corrections.begin(line)}
  >
    ${line.text}${line.growing ? html`<span class="soft" aria-hidden="true"> …</span>` : nothing}
  </button>`
}

function correctionView(line, model, corrections) {
  const edit = corrections.of(line.id)
  const changed = edit.line.revision !== line.revision
  return html`<div id="correcting-${line.id}" class="captions__correction stack stack--tight">
    <textarea
      id="correct-${line.id}"
      aria-label=${_("Text of the line")}
      dir="auto"
      rows="2"
      maxlength=${model.limits.caption ?? 2000}
      ?readonly=${edit.sending}
      .value=${live(edit.text)}
      @input=${event => corrections.type(line.id, event.target.value)}
      @keydown=${event => keyed(event, line, corrections)}
    ></textarea>
    ${speakerView(line, edit, model, corrections)}
    ${changed ? changedView(line, corrections) : nothing}
    ${edit.refusal ? html`<p class="field__error" role="alert">${edit.refusal}</p>` : nothing}
    <div class="row">
      <button type="button" class="main" @click=${() => edit.sending || corrections.save(line.id)}>
        ${edit.sending ? _("Saving…") : _("Save")}
      </button>
      <button type="button" @click=${() => corrections.cancel(line.id)}>${_("Cancel")}</button>
    </div>
  </div>`
}

function speakerView(line, edit, { documents }, corrections) {
  const choice = (value, text) =>
    html`<option value=${value} .selected=${edit.speaker === value}>${text}</option>`
  return html`<select
    aria-label=${_("Speaker")}
    @change=${event => corrections.say(line.id, event.target.value)}
  >
    ${choice("", _("Whoever had the floor"))} ${choice(NOBODY, _("Nobody known"))}
    ${namedPeople(documents).map(({ id, name }) => choice(id, name))}
  </select>`
}

function changedView(line, corrections) {
  return html`<div class="notice notice--wait stack stack--tight">
    <p><b>${_("This line has changed meanwhile. It now says:")}</b> <bdi>${line.text}</bdi></p>
    <div class="row">
      <button type="button" @click=${() => corrections.again(line)}>
        ${_("Save mine in its place")}
      </button>
    </div>
  </div>`
}

function keyed(event, line, corrections) {
  if (event.isComposing || event.keyCode === COMPOSING) return
  if (event.key === "Escape") corrections.cancel(line.id)
  else if (event.key === "Enter" && !event.shiftKey) corrections.save(line.id)
  else return
  event.preventDefault()
}

// The arrows go from line to line.
function moveAmongLines(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !event.target.matches(".captions__line")) return
  const lines = [...event.currentTarget.querySelectorAll(".captions__line")]
  lines[lines.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}
