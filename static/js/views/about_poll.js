// What is said of a poll beside its question, where there is something to say.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { openDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { languageName } from "../model/languages.js"
import { rows } from "../model/polls.js"
import { rowView } from "./results.js"

export function aboutView(poll, { me }) {
  return html`${
    poll.rehearsal
      ? html`<p class="notice notice--wait">
          ${_("A rehearsal: try it. Nothing that you choose is counted or kept.")}
        </p>`
      : nothing
  }
  ${poll.rerun_of ? html`<p class="soft">${_("This is asked again.")}</p>` : nothing}
  ${
    poll.per === "organisation"
      ? html`<p class="soft">
          ${_("One vote for {organisation}: the last choice that any of you sends.", {
            organisation: html`<bdi>${me.organisation}</bdi>`,
          })}
        </p>`
      : nothing
  }
  ${
    poll.foreign
      ? html`<p class="soft">
          ${_("Not translated: these words are in {language}.", {
            language: languageName(poll.foreign),
          })}
        </p>`
      : nothing
  }`
}

// Where nothing can be voted without saying for whom.
export function organisationView(poll) {
  return html`<section class="sheet stack" aria-label=${_("Poll")}>
    <h2><bdi>${poll.question}</bdi></h2>
    <p>${_("Each organisation has one vote. Add yours to your details, then vote.")}</p>
    <button type="button" @click=${() => openDialog("details")}>${_("Your details")}</button>
  </section>`
}

// Of a pulse that is open: how it stands.
export function runningView(poll) {
  if (!poll.running)
    return html`<p class="soft">${_("Counts are shown here once five people have chosen.")}</p>`
  return html`<table class="results" aria-label=${_("So far")}>
    <tbody>
      ${rows({ ...poll, tally: poll.running }).map(rowView)}
    </tbody>
  </table>`
}
