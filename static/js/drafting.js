// Sections of the draft summary that are written on this page. What is typed is kept until the
// server has it: over a reload, offline, and when another takes over.

import { deviceNow } from "./clock.js"
import { keep, restored } from "./kept.js"
import { isUnsaved, joined, same, withAside } from "./model/sections.js"

const PAUSE_MS = 1000
const LONGEST_MS = 5000
const WRITE = "draft.write"

// An edit is {text, saved, revision, sent, leaving, over, refusal}: what is in the field, what the
// server has and since which revision, what was sent last, whether writing ends once all is saved,
// and what became of the words (OVER) where another has taken over.
export const OVER = { saved: "saved", aside: "aside" }

export function createDrafting(live, code, changed) {
  const key = `plenary.sections.${code}`
  const timers = new Map() // by section: {timer, since}
  const wanted = new Set()
  let edits = new Map(restored(key, []).filter(([, edit]) => !edit.over))

  function set(id, changes) {
    edits = new Map(edits)
    if (changes === null) edits.delete(id)
    else edits.set(id, { ...edits.get(id), ...changes })
    keep(key, [...edits])
    changed()
  }

  // At most one text of a section is on its way.
  function isSending(id) {
    return [...live.unanswered(), ...live.asking()].some(entry => isOf(entry, id))
  }

  function saveSoon(id) {
    const { timer, since } = timers.get(id) ?? { timer: null, since: deviceNow() }
    clearTimeout(timer)
    const wait = Math.min(PAUSE_MS, since + LONGEST_MS - deviceNow())
    timers.set(id, { timer: setTimeout(() => save(id), wait), since })
  }

  async function save(id) {
    clearTimeout(timers.get(id)?.timer)
    timers.delete(id)
    const edit = edits.get(id)
    if (!edit || !isUnsaved(edit) || isSending(id)) return
    const { text, revision } = edit
    set(id, { sent: text, refusal: null })
    try {
      received(id, text, await live.send(WRITE, { section: id, revision, text }))
    } catch (refusal) {
      if (edits.has(id)) set(id, { sent: null, leaving: false, refusal })
    }
  }

  function received(id, text, { aside, revision }) {
    const edit = edits.get(id)
    if (!edit) return
    if (aside) return end(id, text)
    set(id, { saved: text, sent: null, revision: revision ?? edit.revision })
    if (isUnsaved(edits.get(id))) saveSoon(id)
  }

  // The server has these words beside the text; what was typed since then goes there, too.
  function end(id, setAside) {
    const edit = edits.get(id)
    if (same(edit.text, setAside)) hold(id, OVER.aside)
    else set(id, { saved: setAside, sent: null })
  }

  // Whoever is in the field stays there: a key that they type must not press what is left.
  function hold(id, over) {
    const { text } = edits.get(id)
    const within = document.activeElement?.id === `draft-${id}`
    set(id, within ? { saved: text, sent: null, leaving: false, over } : null)
  }

  function begin(id, { text, revision }) {
    wanted.delete(id)
    set(id, { text, saved: text, revision, sent: null, leaving: false, over: null, refusal: null })
  }

  function release(id) {
    set(id, null)
    live.send("draft.release", { section: id })
  }

  function settleOne(id, document) {
    const edit = edits.get(id)
    if (isSending(id) || edit.over) return
    if (edit.sent !== null && document.revision > edit.revision && same(document.text, edit.sent))
      set(id, { saved: edit.sent, sent: null, revision: document.revision })
    const { id: you } = live.you()
    const own = document.asides.find(({ author, text }) => author.id === you && same(text, edit.text))
    const other = document.writer !== null && document.writer.id !== you
    if (other && own) hold(id, OVER.aside)
    else if (isUnsaved(edits.get(id))) saveInTime(id, other)
    else if (other) hold(id, OVER.saved)
    else if (edit.leaving) release(id)
    else if (document.revision > edits.get(id).revision) begin(id, document)
  }

  function saveInTime(id, overtaken) {
    if (edits.get(id).refusal) return
    if (overtaken) save(id)
    else if (!timers.has(id)) saveSoon(id)
  }

  function replace(id, text) {
    set(id, { text, refusal: null })
    save(id)
  }

  function saveAll() {
    for (const id of edits.keys()) save(id)
  }

  addEventListener("pagehide", saveAll)
  document.addEventListener("visibilitychange", saveAll)

  return {
    of: id => edits.get(id) ?? null,
    unsaved: () => [...edits.values()].filter(isUnsaved).length,
    isSending,
    // To write a section as soon as the server says that one may.
    want: id => (wanted.add(id), changed()),
    type(id, text) {
      set(id, { text, refusal: null })
      saveSoon(id)
    },
    append: (id, ...texts) => replace(id, joined(edits.get(id).text, ...texts)),
    takeIn: (id, aside) => replace(id, withAside(edits.get(id).text, aside)),
    save,
    leave(id) {
      if (edits.get(id).over) return set(id, null)
      set(id, { leaving: true })
      save(id)
    },
    // Brings what is written here and what the server has together; the section that has begun.
    settle(documents) {
      for (const entry of live.asking()) if (entry.do === WRITE) live.consent(entry.id)
      for (const id of edits.keys())
        if (documents.has(`section/${id}`)) settleOne(id, documents.get(`section/${id}`))
      for (const id of wanted) {
        const document = documents.get(`section/${id}`)
        if (document?.writer?.id !== live.you()?.id) continue
        begin(id, document)
        return id
      }
      return null
    },
  }
}

function isOf(entry, id) {
  return entry.do === WRITE && entry.with.section === id
}
