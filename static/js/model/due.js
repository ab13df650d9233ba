// Until when something is to be done, as it is typed: “by Friday”, “by 12 March”, “by 2026-12-12”.
// Pure.

const DAY_MS = 86_400_000
const WEEK = 7

// words: {by, today, tomorrow: [text], months, days: [[text]]}, days from Sunday on; `today` is
// such as 2026-11-26. {from, to, due} of the first such words of a text, or null.
export function dueIn(text, words, today) {
  const found = expressionOf(words).exec(text)
  if (!found) return null
  const due = dateOf(found.groups, words, today)
  if (due === null) return null
  const from = found.index
  return { from, to: from + found[0].length, due }
}

const known = new WeakMap()

function expressionOf(words) {
  if (!known.has(words)) known.set(words, made(words))
  return known.get(words)
}

function made({ by, today, tomorrow, months, days }) {
  const [month, day] = [oneOf(months.flat()), oneOf(days.flat())]
  const forms = [
    String.raw`(?<iso>\d{4}-\d{1,2}-\d{1,2})`,
    String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|º|er|\.)?\s+(?:de\s+)?(?<month>${month})\.?(?:\s+(?:de\s+)?(?<year>\d{4}))?`,
    String.raw`(?<month2>${month})\.?\s+(?<day2>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?<year2>\d{4}))?`,
    String.raw`(?<weekday>${day})`,
    String.raw`(?<today>${oneOf(today)})`,
    String.raw`(?<tomorrow>${oneOf(tomorrow)})`,
  ]
  const word = String.raw`[\p{L}\p{N}]`
  return new RegExp(
    String.raw`(?<!${word})(?:${oneOf(by)})\s+(?:${forms.join("|")})(?!${word}|-\d)`,
    "iu",
  )
}

function oneOf(texts) {
  const escaped = texts.map(text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  return escaped.sort((one, other) => other.length - one.length).join("|")
}

function dateOf(found, words, today) {
  if (found.today) return today
  if (found.tomorrow) return plusDays(today, 1)
  if (found.weekday) return nextWeekday(placeOf(found.weekday, words.days), today)
  if (found.iso) return written(...found.iso.split("-").map(Number))
  const month = placeOf(found.month ?? found.month2, words.months) + 1
  const [day, year] = [Number(found.day ?? found.day2), found.year ?? found.year2]
  if (year) return written(Number(year), month, day)
  const next = written(Number(today.slice(0, 4)), month, day)
  return next === null || next >= today ? next : written(Number(today.slice(0, 4)) + 1, month, day)
}

function placeOf(word, lists) {
  const same = other => other.toLocaleLowerCase() === word.toLocaleLowerCase()
  return lists.findIndex(list => list.some(same))
}

// After today: whoever says “by Friday” on a Friday means the next one.
function nextWeekday(weekday, today) {
  const days = (weekday - dateFrom(today).getUTCDay() + WEEK) % WEEK || WEEK
  return plusDays(today, days)
}

function plusDays(date, days) {
  return new Date(dateFrom(date).getTime() + days * DAY_MS).toISOString().slice(0, 10)
}

function dateFrom(date) {
  return new Date(`${date}T00:00Z`)
}

// 2026-03-12, or null: there is no such day
function written(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day))
  const there = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1999
  return there ? date.toISOString().slice(0, 10) : null
}

// The names of months and days in a language, and in English as well.
export function calendarWords(language) {
  const languages = [...new Set([language, "en"])]
  const named = (nth, options) =>
    languages.flatMap(one => {
      const name = style => {
        const written = { ...options, timeZone: "UTC" }
        const key = Object.keys(options)[0]
        return new Intl.DateTimeFormat(one, { ...written, [key]: style }).format(nth)
      }
      return [name("long"), name("short").replace(/\.$/, "")]
    })
  return {
    months: [...Array(12).keys()].map(nth => named(Date.UTC(2026, nth, 15), { month: "long" })),
    days: [...Array(WEEK).keys()].map(nth => named(Date.UTC(2026, 2, 1 + nth), { weekday: "long" })),
  }
}
