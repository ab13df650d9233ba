// What the page says, in the language of the page. Every text is English in the code.

const root = document.documentElement

export const language = root.lang || "en"
export const direction = root.dir || "ltr"

// Dates and lists as the record writes them, and Western digits in every language, as clocks
// are read in a call.
const WRITTEN_AS = { en: "en-GB" }
export const locale = `${WRITTEN_AS[language] ?? language}-u-nu-latn`

const plural = new Intl.PluralRules(language)
const number = new Intl.NumberFormat(locale)
const PLACEHOLDER = /\{(\w+)\}/

let catalogue = {}

// Without its catalogue the page speaks English rather than not at all.
export async function loadCatalogue() {
  const { catalogue: address } = root.dataset
  if (!address || language === "en") return
  try {
    const response = await fetch(address)
    if (response.ok) catalogue = await response.json()
  } catch {
    catalogue = {}
  }
}

// `{name}` in the text stands for a parameter: a text, a number or a lit template.
export function _(text, parameters) {
  return filled(catalogue[text] || text, parameters)
}

export function ngettext(one, many, n, parameters) {
  const forms = catalogue[one]
  const form = forms ? forms[plural.select(n)] : n === 1 ? one : many
  return filled(form || many, { n, ...parameters })
}

function filled(text, parameters) {
  if (!parameters) return text
  const parts = text
    .split(PLACEHOLDER)
    .map((part, place) => (place % 2 ? shown(parameters[part]) : part))
  return parts.every(part => typeof part === "string") ? parts.join("") : parts
}

function shown(value) {
  return typeof value === "number" ? number.format(value) : (value ?? "")
}
