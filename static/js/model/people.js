// Who takes part, by group, and who of them is looked for. Pure.

import { ofPart } from "../replica.js"

// Those who are or were on a page of theirs, and those whom the moderators put in who take part:
// they wait, speak or spoke. `said` is by person what they said. [{id, name, guest, …, said}]
export function participants(documents, said) {
  const busy = new Set([...said.keys(), ...ofPart(documents, "request").map(personOf)])
  return ofPart(documents, "person")
    .filter(([id, { guest, name }]) => !guest || (name && busy.has(id)))
    .filter(([, person]) => person.role === "participant" && !person.left)
    .map(([id, person]) => ({ id, ...person, said: said.get(id) ?? null }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

// Everybody who has a name, to be named in turn: [{id, name, organisation, …}]
export function namedPeople(documents) {
  return ofPart(documents, "person")
    .filter(([, { name }]) => name)
    .map(([id, person]) => ({ id, ...person }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

function personOf([, request]) {
  return request.person.id
}

// [{id, joined, online}] of the groups in which there is somebody, in the session's order
export function byGroup(session, people, presence) {
  const joined = new Map()
  for (const { group } of people) joined.set(group, (joined.get(group) ?? 0) + 1)
  const listed = session.groups.map(group => group.id)
  const ids = [...listed, ...[...joined.keys()].filter(id => !listed.includes(id))]
  return ids
    .filter(id => joined.has(id))
    .map(id => ({ id, joined: joined.get(id), online: presence.groups[id] ?? 0 }))
}

// Those in whose name or organisation every word is found, whatever its accents; first those
// of whom a name begins with them.
export function found(people, words) {
  const sought = folded(words).split(/\s+/).filter(Boolean)
  if (!sought.length) return []
  const names = new Map(people.map(person => [person, ` ${folded(person.name)}`]))
  const begins = person => sought.every(word => names.get(person).includes(` ${word}`))
  return people
    .filter(person => {
      const text = `${names.get(person)} ${folded(person.organisation)}`
      return sought.every(word => text.includes(word))
    })
    .sort((one, other) => begins(other) - begins(one))
}

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase()
}
