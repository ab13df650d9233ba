// Where a section of the draft summary is written.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { OVER } from "../drafting.js"
import { _, ngettext } from "../i18n.js"
import { isUnsaved, missingNotes } from "../model/sections.js"
import { refusalText } from "../refusals.js"

export function sectionEditorView(section, edit, model, actions, drafting) {
  const { id } = section
  const overtaken = section.writer !== null && section.writer.id !== model.you?.id
  return html`${edit.over ? overView(section, edit) : nothing}
    <textarea
      id="draft-${id}"
      class="draft__field"
      aria-labelledby="section-${id}"
      aria-describedby="state-${id}"
      dir="auto"
      rows="6"
      maxlength=${model.limits.section ?? 20000}
      ?readonly=${overtaken || edit.over || edit.leaving}
      .value=${live(edit.text)}
      @input=${event => drafting.type(id, event.target.value)}
      @blur=${() => drafting.save(id)}
      @keydown=${event => keyed(event, id, actions)}
    ></textarea>
    ${edit.refusal ? html`<p class="field__error">${refusalText(edit.refusal)}</p>` : nothing}
    <div class="row">
      ${edit.over ? nothing : missingView(id, edit, model, drafting)}
      <p class="draft__state grow" id="state-${id}">${edit.over ? nothing : stateView(section, edit, model, drafting)}</p>
      <button
        type="button"
        class="main"
        aria-keyshortcuts="Escape"
        aria-describedby="section-${id}"
        @click=${() => actions.leaveSection(id)}
      >
        ${_("Done")}
      </button>
    </div>`
}

// What the section says now, and what became of one's own words, which stay below.
function overView({ text }, { over }) {
  return html`<p class="note__text draft__text" dir="auto">${text}</p>
    <p class="draft__state is-wait" role="alert">
      ${_("Somebody else has taken this section over.")}
      ${
        over === OVER.aside
          ? _("What you had not saved has been set aside with the section, for whoever writes it. Your words:")
          : _("All that you wrote had been saved. Your words:")
      }
    </p>`
}

function keyed(event, id, actions) {
  if (event.isComposing || event.key !== "Escape") return
  event.preventDefault()
  actions.leaveSection(id)
}

function missingView(id, edit, { documents }, drafting) {
  const notes = missingNotes(id, edit.text, documents)
  if (!notes.length) return nothing
  return html`<button type="button" @click=${() => drafting.append(id, ...notes)}>
    ${ngettext("Add {n} note that is not here", "Add {n} notes that are not here", notes.length)}
  </button>`
}

function stateView({ id, writer }, edit, { connected }, drafting) {
  if (isUnsaved(edit) && !connected)
    return html`<span class="is-wait">${_("Not saved yet. It will be as soon as you are connected.")}</span>`
  if (drafting.isSending(id)) return html`<span class="is-wait">${_("Saving…")}</span>`
  if (isUnsaved(edit)) return html`<span class="is-wait">${_("Not saved yet")}</span>`
  const rest = writer ? nothing : _("Others can write here until you go on.")
  return html`<span class="soft">${_("Everything is saved")}. ${rest}</span>`
}
