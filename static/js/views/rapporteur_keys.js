// The keys of the rapporteur's page.

import { html } from "../../vendor/lit-html/lit-html.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { TAGS } from "../model/draft.js"
import { closeButton } from "./ask.js"
import { tagText } from "./notes.js"

export function rapporteurKeysView() {
  return html`<dialog id="keys" class="drawer" aria-labelledby="keys-title" @click=${closeBeside}>
    <div class="drawer__head">
      <h2 id="keys-title">${_("Keys")}</h2>
      ${closeButton()}
    </div>
    <table class="keys">
      <tbody>
        ${keys().map(
          ([key, text]) =>
            html`<tr>
              <th scope="row"><kbd>${key}</kbd></th>
              <td>${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </dialog>`
}

function keys() {
  return [
    ["F6", _("On to the draft summary, to what is said, and back to the notes")],
    ["Shift F6", _("The same, the other way round")],
    ["Enter", _("Post the note, or save what was revised")],
    ["Shift Enter", _("A new line")],
    ...TAGS.map((tag, place) => [`Ctrl ${place + 1}`, _("Tag: {tag}", { tag: tagText(tag) })]),
    ["#decision", _("In a note: its tag, as with the keys above")],
    ["#action @name by Friday", _("An action, who is to do it and until when")],
    ["Esc", _("Done with a section of the draft, or not revise after all")],
    ["?", _("Show these keys, outside of text fields")],
  ]
}
