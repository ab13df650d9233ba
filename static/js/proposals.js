// What participants propose as notes, while the staff makes notes of it. What is written is kept.

import { keep, restored } from "./kept.js"

const UNTOUCHED = { text: null, tag: null }

export function createProposals(desk, code, changed) {
  const key = `plenary.proposals.${code}`
  let edits = restored(key, {}) // by proposal: {text, tag}; text is null unless it is edited

  function set(id, edit) {
    const { [id]: _before, ...others } = edits
    edits = edit === null ? others : { ...others, [id]: edit }
    keep(key, edits)
    changed()
  }

  const of = id => edits[id] ?? UNTOUCHED

  async function settle(id, command, fields = {}) {
    if (await desk.ask(`proposal/${id}`, command, { proposal: id, ...fields })) set(id, null)
  }

  return {
    of,
    change: (id, fields) => set(id, { ...of(id), ...fields }),
    begin({ id, text }) {
      set(id, { ...of(id), text })
      desk.set({ focusing: `proposal-${id}` })
    },
    cancel: id => set(id, null),
    accept(id) {
      const { text, tag } = of(id)
      if (text !== null && !text.trim()) return
      settle(id, "note.accept", { tag, ...(text === null ? {} : { text: text.trim() }) })
    },
    decline: id => settle(id, "note.decline"),
  }
}
