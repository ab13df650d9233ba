// What somebody who waits has said of their request, in words.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { languageName } from "../model/languages.js"

export const SOURCES = ["call", "chat", "phone", "room", "email"]

export function sourceText(source) {
  const texts = {
    call: _("raised a hand in the call"),
    chat: _("from the chat"),
    phone: _("by phone"),
    room: _("in the room"),
    email: _("by e-mail"),
  }
  return texts[source] ?? source
}

export function capacityText({ capacity, on_behalf_of }) {
  const texts = {
    personal: () => _("in a personal capacity"),
    organisation: () => _("for the organisation"),
    on_behalf: () => _("on behalf of {whom}", { whom: html`<bdi>${on_behalf_of}</bdi>` }),
  }
  return texts[capacity]?.() ?? null
}

export function languageText({ language }) {
  const name = html`<bdi>${languageName(language)}</bdi>`
  return language ? _("in {language}", { language: name }) : null
}
