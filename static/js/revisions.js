// Notes that are being revised in place. What is written is kept until the server has it.

import { keep, restored } from "./kept.js"

export function createRevisions(live, code, changed) {
  const key = `plenary.revisions.${code}`
  let edits = new Map(restored(key, []).map(([id, edit]) => [id, { ...edit, sending: false }]))

  function set(id, edit) {
    edits = new Map(edits)
    if (edit === null) edits.delete(id)
    else edits.set(id, { ...edits.get(id), ...edit })
    keep(key, [...edits])
    changed()
  }

  async function save(id, revision) {
    const { text, tag } = edits.get(id)
    if (!text.trim()) return
    set(id, { sending: true, refusal: null })
    try {
      await live.send("note.revise", { note: id, revision, text: text.trim(), tag })
      set(id, null)
    } catch (refusal) {
      set(id, { sending: false, refusal: refusal.code === "discarded" ? null : refusal })
    }
  }

  return {
    all: () => edits,
    of: id => edits.get(id) ?? null,
    begin: ({ id, text, tag, revision }) =>
      set(id, { text, tag, revision, sending: false, refusal: null }),
    type: (id, text) => set(id, { text }),
    chooseTag: (id, tag) => set(id, { tag }),
    save: id => save(id, edits.get(id).revision),
    saveOver: (id, revision) => (set(id, { revision }), save(id, revision)),
    cancel: id => set(id, null),
    // What was sent before a reload of the page may have arrived.
    settle(documents) {
      for (const [id, edit] of edits)
        if (documents.get(`note/${id}`)?.text === edit.text.trim() && isPast(documents, id, edit))
          set(id, null)
    },
  }
}

function isPast(documents, id, edit) {
  return documents.get(`note/${id}`).revision > edit.revision
}

// Whether another has changed the note since this revision of it was begun.
export function overtaken(note, edit) {
  return !edit.sending && note.revision !== edit.revision
}
