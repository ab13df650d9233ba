// Of an action: who is to do it, and until when.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { _, locale } from "../i18n.js"
import { found } from "../model/people.js"

const DATES = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })
const MOST_OFFERED = 12

// “Amara Diallo, by 12 March 2027”, or nothing where neither is known
export function taskView({ owner, owner_text, due }) {
  const who = owner?.name || owner_text
  if (!who && !due) return nothing
  if (!due) return html`<bdi>${who}</bdi>`
  const until = DATES.format(Date.parse(`${due}T00:00Z`))
  if (!who) return _("by {date}", { date: until })
  return _("{owner}, by {date}", { owner: html`<bdi>${who}</bdi>`, date: until })
}

// Two fields: `owner` is a name, or anything; `due` a date or null. `choose` has owner(text),
// due(date) and key(event).
export function taskFields({ id, owner, due, known, people }, choose) {
  return html`<div class="task row" role="group" aria-label=${_("Action")}>
    <label class="task__field">
      <span>${_("Owner")}</span>
      <input
        id="${id}-owner"
        list="${id}-people"
        dir="auto"
        autocomplete="off"
        maxlength="120"
        placeholder=${_("nobody yet")}
        .value=${live(owner)}
        @input=${event => choose.owner(event.target.value)}
        @keydown=${choose.key}
      />
    </label>
    <datalist id="${id}-people">
      ${found(people, owner)
        .slice(0, MOST_OFFERED)
        .map(({ name }) => html`<option value=${name}></option>`)}
    </datalist>
    <label class="task__field">
      <span>${_("Due date")}</span>
      <input
        type="date"
        .value=${live(due ?? "")}
        @input=${event => choose.due(event.target.value)}
        @keydown=${choose.key}
      />
    </label>
    ${owner && !known ? html`<span class="soft">${_("not one of the people here")}</span>` : nothing}
  </div>`
}
