// Times as the clocks of a time zone show them, in the notation of a form. Pure.

// 2031-05-06T15:30
export function localTime(ms, zone) {
  return new Date(ms + offset(ms, zone)).toISOString().slice(0, 16)
}

// ms since 1970 of such a text. Of an hour that clocks show twice, or never: one of both.
export function timeFrom(written, zone) {
  const asUtc = Date.parse(`${written}Z`)
  const about = asUtc - offset(asUtc, zone)
  return asUtc - offset(about, zone)
}

// 15:30:05
export function clockTime(ms, zone) {
  return new Date(ms + offset(ms, zone)).toISOString().slice(11, 19)
}

// The moment at which a clock shows a time, on the day of another moment.
export function onSameDay(ms, time, zone) {
  return timeFrom(`${localTime(ms, zone).slice(0, 11)}${time}`, zone)
}

// How far the clocks of a zone are ahead of UTC.
function offset(ms, zone) {
  const shown = new Date(ms).toLocaleString("sv", { timeZone: known(zone) }) // 2031-05-06 15:30:00
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(ms / 1000) * 1000
}

// UTC where this browser does not know it, as the server has it.
function known(zone) {
  try {
    new Intl.DateTimeFormat("sv", { timeZone: zone })
    return zone
  } catch {
    return "UTC"
  }
}
