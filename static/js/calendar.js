// The words for days by which something is to be done, in the language of the page and in English.

import { _, language } from "./i18n.js"
import { calendarWords } from "./model/due.js"

let made = null

export function dateWords() {
  made ??= {
    by: both("by, until", _("by, until")),
    today: both("today", _("today")),
    tomorrow: both("tomorrow", _("tomorrow")),
    ...calendarWords(language),
  }
  return made
}

function both(...lists) {
  const texts = lists.flatMap(list => list.split(/[,،、]/)).map(text => text.trim())
  return [...new Set(texts.filter(Boolean))]
}
