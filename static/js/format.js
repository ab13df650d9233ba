// Numbers, times and places in a row, as the language of the page writes them.

import { _, language, locale, ngettext } from "./i18n.js"

const ordinals = new Intl.PluralRules(language, { type: "ordinal" })
const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 })
const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const numbers = new Intl.NumberFormat(locale)
const units = new Intl.ListFormat(locale, { type: "unit", style: "narrow" })

// 2:14, or 1:02:14
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const parts = hours ? [hours, padded(minutes)] : [minutes]
  return [...parts, padded(seconds % 60)].join(":")
}

function padded(n) {
  return String(n).padStart(2, "0")
}

export function number(n) {
  return numbers.format(n)
}

export function decimal(n) {
  return decimals.format(n)
}

export function percent(part, whole) {
  return percents.format(whole ? part / whole : 0)
}

// 1st, 2nd, 3rd, 4th
export function ordinal(n) {
  const forms = {
    one: _("{n}st", { n }),
    two: _("{n}nd", { n }),
    few: _("{n}rd", { n }),
    other: _("{n}th", { n }),
  }
  return forms[ordinals.select(n)] ?? forms.other
}

export function minutes(n) {
  return ngettext("{n} minute", "{n} minutes", n)
}

// How long a session is planned to last: 1 hour 30 minutes
export function span(total) {
  const [hours, rest] = [Math.floor(total / 60), total % 60]
  const parts = [hours && ngettext("{n} hour", "{n} hours", hours), rest && minutes(rest)]
  return units.format(parts.filter(Boolean))
}

// 15:00, in every language
export function timeOfDay(ms, zone) {
  return dated(ms, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...inZone(zone) })
}

// Wednesday, 25 November 2026
export function day(ms, zone) {
  return dated(ms, { dateStyle: "full", ...inZone(zone) })
}

export function ago(ms, now) {
  const passed = Math.max(0, Math.floor((now - ms) / 60_000))
  if (passed === 0) return _("just now")
  if (passed < 60) return ngettext("{n} minute ago", "{n} minutes ago", passed)
  const hours = Math.floor(passed / 60)
  return ngettext("{n} hour ago", "{n} hours ago", hours)
}

function dated(ms, options) {
  return new Intl.DateTimeFormat(locale, options).format(ms)
}

// A browser that does not know the session's time zone shows its own.
function inZone(zone) {
  try {
    new Intl.DateTimeFormat(locale, { timeZone: zone })
    return { timeZone: zone }
  } catch {
    return {}
  }
}
