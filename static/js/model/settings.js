// What can be set of a session: as its form holds it, and what of it was changed there. Pure.

import { localTime, timeFrom } from "./local_time.js"

const MINUTE_MS = 60_000
const WHOLE = 100 // percent

export const KINDS = ["statement", "question", "reply", "point_of_order"]

// What is set by kind of contribution or by group. A field for each is named setting/id, and
// left empty where nothing is set for it.
const EACH = {
  kind_seconds: { ids: () => KINDS, write: inMinutes, read: inSeconds },
  group_seconds: { ids: groupIds, write: inMinutes, read: inSeconds },
  targets: { ids: groupIds, write: String, read: Number },
  budgets: { ids: groupIds, write: String, read: Number },
}

export function written(session) {
  const { title, starts_at, time_zone, planned_minutes, speaking_ms, call_url, notes } = session
  return {
    title,
    starts_at: starts_at === null ? "" : localTime(starts_at, time_zone),
    planned_minutes: String(planned_minutes ?? ""),
    speaking_minutes: speaking_ms === null ? "" : String(speaking_ms / MINUTE_MS),
    call_url: call_url ?? "",
    notes,
    attribution: session.attribution,
    retention_days: String(session.retention_days ?? ""),
    template: session.template,
    proposals: session.proposals ? "on" : "",
    policy: session.policy,
    follow: session.follow ? "on" : "",
    most_passed: String(session.most_passed),
    basis: session.basis,
    order_categories: session.order_categories.join("\n"),
    ...Object.assign({}, ...Object.keys(EACH).map(setting => writtenEach(session, setting))),
  }
}

function writtenEach(session, setting) {
  const { ids, write } = EACH[setting]
  const fields = ids(session).map(id => {
    const value = session[setting][id]
    return [fieldOf(setting, id), value === undefined ? "" : write(value)]
  })
  return Object.fromEntries(fields)
}

export function fieldOf(setting, id) {
  return `${setting}/${id}`
}

// The fields of session.edit, without those that the form holds as they are in `session`. What
// is set by kind or group goes into what is set for the others by now, in `latest`.
export function changed(session, form, latest = session) {
  const before = written(session)
  const names = Object.keys(before).filter(name => form[name].trim() !== before[name])
  const plain = names.filter(name => name in READ)
  const each = Object.keys(EACH).filter(setting => names.some(name => isOf(name, setting)))
  return Object.fromEntries([
    ...plain.map(name => READ[name](form[name].trim(), session)),
    ...each.map(setting => [setting, readEach(setting, names, form, latest)]),
  ])
}

function isOf(name, setting) {
  return name.startsWith(`${setting}/`)
}

function readEach(setting, names, form, latest) {
  const values = { ...latest[setting] }
  for (const name of names.filter(one => isOf(one, setting))) {
    const [id, text] = [name.slice(setting.length + 1), form[name].trim()]
    if (text) values[id] = EACH[setting].read(text)
    else delete values[id]
  }
  return values
}

const READ = {
  title: title => ["title", title],
  starts_at: (time, { time_zone }) => ["starts_at", time ? timeFrom(time, time_zone) : null],
  planned_minutes: minutes => ["planned_minutes", minutes ? Number(minutes) : null],
  speaking_minutes: minutes => ["speaking_seconds", inSeconds(minutes)],
  call_url: link => ["call_url", link],
  notes: notes => ["notes", notes],
  attribution: attribution => ["attribution", attribution],
  retention_days: days => ["retention_days", days ? Number(days) : null],
  template: template => ["template", template],
  proposals: proposals => ["proposals", proposals === "on"],
  policy: policy => ["policy", policy],
  follow: follow => ["follow", follow === "on"],
  most_passed: times => ["most_passed", Number(times)],
  basis: basis => ["basis", basis],
  order_categories: lines => ["order_categories", linesOf(lines)],
}

function linesOf(text) {
  return text
    .split("\n")
    .map(line => line.trim())
    .filter(Boolean)
}

function inMinutes(seconds) {
  return String(seconds / 60)
}

function inSeconds(minutes) {
  return Math.round(Number(minutes) * 60)
}

function groupIds({ groups }) {
  return groups.map(group => group.id)
}

// Of the targets as they stand in a form, in percent: {sum, left, over}, or null without any.
export function targetsIn(form) {
  const texts = Object.keys(form).filter(name => isOf(name, "targets") && form[name].trim())
  if (!texts.length) return null
  const sum = texts.reduce((total, name) => total + Number(form[name]), 0)
  return { sum, left: Math.max(0, WHOLE - sum), over: Math.max(0, sum - WHOLE) }
}

// Whether a setting has a value for any kind, or any group.
export function isSet(session, setting) {
  return Object.keys(session[setting]).length > 0
}
