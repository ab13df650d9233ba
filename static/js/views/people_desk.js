// Who takes part: by group, with who is connected, and a search.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { duration, number } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { byGroup, found } from "../model/people.js"
import { groupName, regionName } from "../model/places.js"
import { ofOrderText } from "./airtime.js"
import { icon } from "./person.js"
import { refusedView } from "./refused.js"

const MOST_SHOWN = 20

export function peopleDeskView(model, actions) {
  return html`<section class="stack" aria-labelledby="people-title">
    <h2 id="people-title" class="label">
      ${_("People")} <span class="num">${number(joined(model).length)}</span>
    </h2>
    ${groupsView(model)}
    <div class="field">
      <label for="search" class="unseen">${_("Search for people")}</label>
      <input
        id="search"
        type="search"
        dir="auto"
        autocomplete="off"
        placeholder=${_("Name or organisation")}
        .value=${model.search}
        @input=${event => actions.search(event.target.value)}
      />
    </div>
    ${foundView(model, actions)}
  </section>`
}

function joined({ people }) {
  return people.filter(person => !person.guest)
}

function groupsView(model) {
  const { session, people, presence } = model
  const rows = byGroup(session, joined(model), presence)
  const guests = people.filter(person => person.guest)
  if (!people.length) return html`<p class="soft">${_("Nobody has joined yet.")}</p>`
  return html`<table class="present">
    <thead class="unseen">
      <tr>
        <th scope="col">${_("Group")}</th>
        <th scope="col">${_("Connected, of those who joined")}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ id, joined, online }) =>
          html`<tr>
            <th scope="row">${groupName(session, id) || _("Not given")}</th>
            <td class="num">${_("{online} of {joined}", { online, joined })}</td>
          </tr>`,
      )}
      ${guests.length ? guestsView(guests) : nothing}
    </tbody>
  </table>`
}

// Whom the moderators put in: counted apart, and found by the search like all others.
function guestsView(guests) {
  return html`<tr>
    <th scope="row">${_("Not online")}</th>
    <td class="num">${number(guests.length)}</td>
  </tr>`
}

function foundView(model, actions) {
  const people = found(model.people, model.search)
  if (!model.search.trim()) return nothing
  if (!people.length) return html`<p class="soft">${_("Nobody is called so.")}</p>`
  const more = people.length - MOST_SHOWN
  return html`<ul class="found" id="found" aria-label=${_("Found")}>
      ${repeat(
        people.slice(0, MOST_SHOWN),
        person => person.id,
        person => personView(model, person, actions),
      )}
    </ul>
    ${more > 0 ? html`<p class="soft">${ngettext("and {n} more", "and {n} more", more)}</p>` : nothing}`
}

function personView(model, person, actions) {
  const { session } = model
  const places = [groupName(session, person.group), regionName(session, person.region)]
  return html`<li class="found__one" data-row>
    <div>
      <p>
        <bdi>${person.name}</bdi>
        ${person.guest ? html`<span class="chip">${_("not online")}</span>` : nothing}
      </p>
      ${person.organisation ? html`<p class="soft"><bdi>${person.organisation}</bdi></p>` : nothing}
      <p class="soft">${places.filter(Boolean).join(" · ")}</p>
      ${person.said ? html`<p class="soft num">${saidView(person.said)}</p>` : nothing}
      ${mayBeAdded(model, person) ? addView(person, actions) : nothing}
    </div>
    <button
      type="button"
      class="quiet"
      aria-label=${_("Remove {name}", { name: person.name })}
      @click=${() => actions.removePerson(person)}
    >
      ${icon("close")}
    </button>
    ${refusedView(model, `person/${person.id}`, actions)}
  </li>`
}

function mayBeAdded({ session, queue }, { id }) {
  return session.status === "open" && !queue.some(request => request.person.id === id)
}

function addView(person, actions) {
  const add = () => {
    actions.addToQueue()
    actions.pick(person)
  }
  return html`<button type="button" @click=${add}>
    ${_("Add to the queue")} <span class="unseen">${person.name}</span>
  </button>`
}

// “2 interventions, 5:12 · 1 point of order”
function saidView({ ms, turns, ofOrder }) {
  const time = duration(ms)
  const parts = [
    turns && ngettext("{n} intervention, {time}", "{n} interventions, {time}", turns, { time }),
    ofOrder && ofOrderText(ofOrder),
  ]
  return parts.filter(Boolean).join(" · ")
}
