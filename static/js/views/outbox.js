// What waited too long to be sent without asking, and why a page has stopped.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { deviceNow } from "../clock.js"
import { ago } from "../format.js"
import { _ } from "../i18n.js"
import { endText } from "../refusals.js"

export function askingView(live, discard = live.discard) {
  const asking = live.asking()
  if (!asking.length) return nothing
  return html`<section class="notice notice--wait stack" aria-label=${_("Not sent yet")}>
    ${repeat(
      asking,
      entry => entry.id,
      entry => askedView(live, entry, discard),
    )}
  </section>`
}

function askedView(live, entry, discard) {
  return html`<div class="stack">
    <p>
      ${_("{what} was not sent yet, and the meeting has gone on.", {
        what: html`<b>${commandText(entry)}</b>`,
      })}
      <span class="soft">${ago(entry.at, deviceNow())}</span>
    </p>
    <div class="row">
      <button type="button" class="main" @click=${() => live.consent(entry.id)}>
        ${_("Send it now")}
      </button>
      <button type="button" @click=${() => discard(entry.id)}>${_("Do not send it")}</button>
    </div>
  </div>`
}

function commandText({ do: command, with: fields }) {
  const texts = {
    "queue.request": _("Your request to speak"),
    "queue.edit": _("What your request is about"),
    "queue.defer": _("Letting the next one go first"),
    "queue.withdraw": _("Taking back your request"),
    "queue.ready": _("Whether you are ready"),
    "queue.claim": _("That a request is yours"),
    "queue.write_in": _("Your statement in writing"),
    "floor.release": _("Giving back the floor"),
    "poll.cast": _("Your vote"),
    "person.edit": _("Your details"),
    "person.leave": _("Leaving the session"),
    "note.post": _("Your note"),
    "note.revise": _("Your change of a note"),
  }
  const text = texts[command] ?? _("What you did")
  return fields.text || fields.about
    ? html`${text} (<bdi>${fields.text || fields.about}</bdi>)`
    : text
}

export function endedView(live, code) {
  if (live.ended() === null) return nothing
  return html`<section class="notice notice--stop stack" role="alert">
    <p>${endText(live.ended())}</p>
    ${wayOut(live.ended(), code)}
  </section>`
}

function wayOut(ended, code) {
  if (ended === 4406)
    return html`<p><a class="button" href=${location.href}>${_("Reload the page")}</a></p>`
  if (ended === 4401) return html`<p><a class="button" href="/j/${code}">${_("Join again")}</a></p>`
  return nothing
}
