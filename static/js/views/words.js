// Short words: times, names in a row.

import { day, timeOfDay } from "../format.js"
import { _, locale } from "../i18n.js"

const listing = new Intl.ListFormat(locale, { type: "conjunction" })

// 0:47, in hours and minutes
export function hours(ms) {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`
}

export function beginning({ starts_at, time_zone }) {
  const [time, date] = [timeOfDay(starts_at, time_zone), day(starts_at, time_zone)]
  return _("Starts at {time}, {date}", { time, date })
}

export function inARow(names) {
  return listing.format(names)
}
