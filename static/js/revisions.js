// Notes that are being revised in place. What is written is kept until the server has it.

import { deviceNow } from "./clock.js"
import { keep, restored } from "./kept.js"

const CONTENT = ["text", "tag", "owner", "owner_text", "due"]
const UNSENT = { sending: false, sentAt: null, refusal: null }

// An edit is what is to be said (as a note has it), `at` (when the matter was said; null: as it
// is), the `revision` on which it builds with its `base` text, and how far it has got.
export function createRevisions(live, code, changed) {
  const key = `plenary.revisions.${code}`
  let edits = new Map(restored(key, []).map(([id, edit]) => [id, { ...edit, ...UNSENT }]))

  function set(id, edit) {
    edits = new Map(edits)
    if (edit === null) edits.delete(id)
    else edits.set(id, { ...edits.get(id), ...edit })
    keep(key, [...edits])
    changed()
  }

  async function save(id, revision) {
    const edit = edits.get(id)
    if (!edit.text.trim()) return
    set(id, { sending: true, sentAt: deviceNow(), refusal: null })
    try {
      if (edit.at !== null) live.send("note.place", { note: id, happened_at: edit.at })
      await live.send("note.revise", { note: id, revision, ...contentOf(edit) })
      set(id, null)
    } catch (refusal) {
      set(id, { ...UNSENT, refusal: refusal.code === "discarded" ? null : refusal })
    }
  }

  return {
    all: () => edits,
    of: id => edits.get(id) ?? null,
    begin(note) {
      const content = Object.fromEntries(CONTENT.map(name => [name, note[name]]))
      const owner = note.owner?.id ?? null
      const { revision, text } = note
      set(note.id, { ...content, owner, at: null, base: text, revision, ...UNSENT })
    },
    type: (id, text) => set(id, { text }),
    change: (id, fields) => set(id, fields),
    save: id => save(id, edits.get(id).revision),
    saveOver: (id, revision) => (set(id, { revision }), save(id, revision)),
    // Where another was faster: both stay.
    async saveApart(id, { happened_at }) {
      const edit = edits.get(id)
      set(id, null)
      await live.send("note.post", { ...contentOf(edit), happened_at }).catch(() => {})
    },
    cancel: id => set(id, null),
    // What was sent before a reload of the page may have arrived.
    settle(documents) {
      for (const [id, edit] of edits)
        if (!edit.sending && hasArrived(documents.get(`note/${id}`), edit)) set(id, null)
    },
  }
}

// Of what is no action nobody is the owner.
function contentOf({ text, tag, owner, owner_text, due }) {
  const task = tag === "action" ? { owner, owner_text, due } : {}
  return { text: text.trim(), tag, ...task }
}

function hasArrived(note, edit) {
  if (!note || note.revision <= edit.revision) return false
  const since = [...(note.earlier ?? []), note].slice(edit.revision - note.revision)
  return since.some(({ text }) => text === edit.text.trim())
}

// Whether another has changed the note since this revision of it was begun.
export function overtaken(note, edit) {
  return !edit.sending && note.revision !== edit.revision
}
