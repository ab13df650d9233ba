// What can be set of a session: as its form holds it, and what of it was changed there. Pure.

import { localTime, timeFrom } from "./local_time.js"

const MINUTE_MS = 60_000

export function written(session) {
  const { title, starts_at, time_zone, planned_minutes, speaking_ms, call_url, notes } = session
  return {
    title,
    starts_at: starts_at === null ? "" : localTime(starts_at, time_zone),
    planned_minutes: String(planned_minutes ?? ""),
    speaking_minutes: speaking_ms === null ? "" : String(speaking_ms / MINUTE_MS),
    call_url: call_url ?? "",
    notes,
  }
}

// The fields of session.edit, without those that the form holds as they are in `session`.
export function changed(session, form) {
  const before = written(session)
  const names = Object.keys(before).filter(name => form[name].trim() !== before[name])
  return Object.fromEntries(names.map(name => READ[name](form[name].trim(), session)))
}

const READ = {
  title: title => ["title", title],
  starts_at: (time, { time_zone }) => ["starts_at", time ? timeFrom(time, time_zone) : null],
  planned_minutes: minutes => ["planned_minutes", minutes ? Number(minutes) : null],
  speaking_minutes: minutes => ["speaking_seconds", Math.round(Number(minutes) * 60)],
  call_url: link => ["call_url", link],
  notes: notes => ["notes", notes],
}
