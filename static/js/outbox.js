// Commands that have no answer yet. They outlive the connection and a reload of the page.
// Pure but for the storage, which `storage()` gives: no DOM, no socket.

export const ANSWER_MS = 10_000
export const OLD_MS = 120_000
export const MOST_IN_FLIGHT = 32

const LASTING = ["id", "do", "with", "at", "item", "person"]

// An entry is {id, do, with, at, item, person} as it was asked for, and in this page only:
// sentAt (on the present connection), notBefore (the server asked to wait), consented.
export function createOutbox(storage, key) {
  let entries = restored(storage, key)

  function keep(next) {
    entries = next
    store(storage, key, entries)
  }

  return {
    entries: () => entries,
    find: id => entries.find(entry => entry.id === id),

    // Of the ballots of a poll only the last is kept; the ids of those it replaces.
    put(entry) {
      const replaced = entries.filter(other => sameBallot(other, entry)).map(other => other.id)
      keep([...entries.filter(other => !replaced.includes(other.id)), entry])
      return replaced
    },
    drop(...ids) {
      keep(entries.filter(entry => !ids.includes(entry.id)))
    },
    // What somebody else had asked for in this tab; it is not sent in another's name.
    dropOthersThan(person) {
      const others = entries.filter(entry => entry.person !== null && entry.person !== person)
      if (others.length) keep(entries.filter(entry => !others.includes(entry)))
      return others
    },
    mark(id, marks) {
      keep(entries.map(entry => (entry.id === id ? { ...entry, ...marks } : entry)))
    },
    connectionLost() {
      keep(entries.map(entry => ({ ...entry, sentAt: null })))
    },
    due: (now, item) => dueOf(entries, now, item),
    asking: (now, item) => entries.filter(entry => outdated(entry, now, item)),
    largestSent: () =>
      entries
        .filter(entry => entry.sentAt)
        .sort((one, other) => JSON.stringify(other).length - JSON.stringify(one).length)[0],
  }
}

function sameBallot(one, other) {
  return one.do === "poll.cast" && other.do === "poll.cast" && one.with.poll === other.with.poll
}

// It waited long, or the meeting has moved on: the person decides whether it still goes. A note
// goes: it is of a moment of its own.
function outdated(entry, now, item) {
  if (entry.consented || entry.sentAt || entry.do === "note.post") return false
  return now - entry.at > OLD_MS || (entry.item !== undefined && entry.item !== item)
}

function dueOf(entries, now, item) {
  const flying = entries.filter(entry => entry.sentAt && now - entry.sentAt < ANSWER_MS)
  return entries
    .filter(entry => !flying.includes(entry))
    .filter(entry => (entry.notBefore ?? 0) <= now && !outdated(entry, now, item))
    .slice(0, MOST_IN_FLIGHT - flying.length)
}

function restored(storage, key) {
  try {
    const entries = JSON.parse(storage().getItem(key) ?? "[]")
    return Array.isArray(entries) ? entries : []
  } catch {
    return []
  }
}

// Where nothing can be stored (a private window, a full disk) the page's memory has to do.
function store(storage, key, entries) {
  const lasting = entries.map(entry => Object.fromEntries(LASTING.map(name => [name, entry[name]])))
  try {
    storage().setItem(key, JSON.stringify(lasting))
  } catch {
    return
  }
}
