// Languages in which people speak, by their names in the language of the page. Pure.

import { language } from "../i18n.js"

const OFFICIAL = ["ar", "zh", "en", "fr", "ru", "es"] // of the United Nations

const names = new Intl.DisplayNames(language, { type: "language", fallback: "none" })

// Those of which one can choose: [{tag, name}], by name
export function languagesOffered(session) {
  const tags = [...new Set([...session.languages, ...OFFICIAL])]
  return tags
    .map(tag => ({ tag, name: languageName(tag) }))
    .sort((one, other) => one.name.localeCompare(other.name, language))
}

// What somebody wrote who does not know tags stands as it is.
export function languageName(tag) {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

// The tag of a language that was chosen by its name; other words as they were written.
export function languageTag(text, offered) {
  const written = text.trim().toLocaleLowerCase()
  return offered.find(({ name }) => name.toLocaleLowerCase() === written)?.tag ?? text.trim()
}
