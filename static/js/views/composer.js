// Where notes are written: one field, its tag, and the moment that it is about.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { duration, timeOfDay } from "../format.js"
import { _ } from "../i18n.js"
import { contextAt, hasMovedOn, momentOf, TAGS, taskOf, whenOf } from "../model/draft.js"
import { returnedView, stateView } from "./composer_state.js"
import { keyCap } from "./key_cap.js"
import { itemView } from "./now.js"
import { tagText } from "./notes.js"
import { taskFields } from "./task.js"

export function composerView(model, composer, autofocus) {
  const draft = composer.draft()
  return html`<section class="composer" aria-label=${_("Write a note")}>
    ${composer.returned().map(one => returnedView(one, composer, back))}
    ${whenView(draft, model, composer)}
    <textarea
      id="note"
      aria-label=${_("Note")}
      dir="auto"
      rows="3"
      maxlength=${model.limits.note ?? 20000}
      ?autofocus=${autofocus}
      placeholder=${_("Enter posts. Shift + Enter makes a new line.")}
      .value=${live(draft.text)}
      @input=${event => composer.type(event.target.value)}
      @keydown=${event => keyed(event, composer)}
    ></textarea>
    ${composer.tag() === "action" ? actionView(draft, composer) : nothing}
    <div class="row">
      <div class="row grow scrolls" role="group" aria-label=${_("Tag")}>
        ${TAGS.map((tag, place) => tagButton(tag, place + 1, composer))}
      </div>
      <p class="composer__state">${stateView(draft, composer, model)}</p>
      <button type="button" class="main" @click=${event => post(event, composer)}>
        ${_("Post")}
      </button>
    </div>
  </section>`
}

const COMPOSING = 229 // the key code while an input method composes, also in a browser that ends that first

function keyed(event, composer) {
  if (event.isComposing || event.keyCode === COMPOSING) return
  const tag = event.ctrlKey && !event.altKey && TAGS[Number(event.key) - 1]
  if (tag) composer.chooseTag(tag)
  else if (event.key === "Enter" && !event.shiftKey) post(event, composer)
  else return
  event.preventDefault()
}

// A button that was clicked gives the focus back to the field. The field shows the draft at
// once: who types on does not wait for the page to be drawn.
function back(event, composer) {
  const field = event.currentTarget.closest(".composer").querySelector("textarea")
  field.value = composer.draft().text
  field.focus()
}

function actionView(draft, composer) {
  const context = composer.context()
  const { owner, owner_text, due } = taskOf(draft, context)
  const shown = draft.owner ?? owner?.name ?? owner_text
  const task = { id: "note", owner: shown, due, known: owner, people: context.people }
  return taskFields(task, {
    owner: composer.chooseOwner,
    due: composer.chooseDue,
    key: event => keyed(event, composer),
  })
}

function post(event, composer) {
  composer.post()
  back(event, composer)
}

function tagButton(tag, n, composer) {
  const choose = event => {
    composer.chooseTag(tag)
    back(event, composer)
  }
  return html`<button
    type="button"
    class="composer__tag"
    aria-pressed=${composer.tag() === tag}
    aria-keyshortcuts="Control+${n}"
    title=${`Ctrl+${n}`}
    @click=${choose}
  >
    ${tagText(tag)} ${keyCap(n)}
  </button>`
}

function whenView(draft, model, composer) {
  const { documents, now } = model
  const chosen = whenOf(draft, documents, now)
  const choices = [
    ["now", _("Now")],
    [10, _("{n} s ago", { n: 10 })],
    [30, _("{n} s ago", { n: 30 })],
  ]
  if (hasMovedOn(draft, documents, now)) choices.push(["begun", _("When I began")])
  return html`<div class="composer__when row">
    <p class="grow">${contextView(draft, model)}</p>
    <div class="row scrolls" role="group" aria-label=${_("When it was said")}>
      ${choices.map(
        ([when, text]) =>
          html`<button
            type="button"
            aria-pressed=${when === chosen}
            @click=${event => (composer.chooseWhen(when), back(event, composer))}
          >
            ${text}
          </button>`,
      )}
    </div>
  </div>`
}

// “Now, 14:05: Amara Diallo, Item 3: General discussion”
function contextView(draft, { documents, session, now }) {
  const at = momentOf(draft, documents, now)
  const { person, item } = contextAt(documents, at)
  const speaker = person ? html`<b><bdi>${person.name}</bdi></b>` : _("nobody has the floor")
  const when = now - at < 1000 ? _("Now") : _("{time} ago", { time: duration(now - at) })
  const moment = [when, timeOfDay(at, session.time_zone)].join(_(", "))
  return html`<span class="num">${moment}</span>: ${speaker}${itemText(item)}`
}

function itemText(item) {
  if (item === undefined) return html`${_(", ")}${_("on the item before")}`
  return item ? html`${_(", ")}${itemView(item)}` : nothing
}
