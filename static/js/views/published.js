// A result as everybody reads it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { _ } from "../i18n.js"
import { correctionsView } from "./corrections.js"
import { resultsView } from "./results.js"
import { ratesView } from "./rates.js"

export function publishedView(poll, { session, me }) {
  return html`${
    poll.rehearsal
      ? html`<p class="notice notice--wait">${_("A rehearsal, with votes that are made up.")}</p>`
      : nothing
  }
  ${resultsView(poll, { me })} ${ratesView(poll, session)} ${correctionsView(poll, session)}`
}

export function resultView(poll, model) {
  return html`<section class="sheet" aria-label=${_("Result")}>${publishedView(poll, model)}</section>`
}

// What is shown in full beside it is not shown twice.
export function publishedListView(model) {
  const { published, pollsNow, wide } = model
  const listed = published.filter(poll => !wide || !pollsNow.some(shown => shown.id === poll.id))
  if (!listed.length)
    return html`<p class="soft">
      ${published.length ? _("The result is shown beside.") : _("No result has been published yet.")}
    </p>`
  return html`<div class="stack stack--wide">
    ${repeat(
      listed,
      poll => poll.id,
      poll => html`<div>${publishedView(poll, model)}</div>`,
    )}
  </div>`
}
