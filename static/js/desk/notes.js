// What the staff does with notes that are there already.

import { _ } from "../i18n.js"

export function noteActs(desk, revisions) {
  return {
    revise(note) {
      revisions.begin(note)
      desk.set({ focusing: `revision-${note.id}` })
    },
    retract: note =>
      desk.question({
        title: _("Retract this note?"),
        lines: [note.text],
        verb: _("Retract"),
        act: () => desk.ask(`note/${note.id}`, "note.retract", { note: note.id }),
      }),
    filter: tag => desk.set({ tag: desk.own().tag === tag ? null : tag }),
    searchNotes: words => desk.set({ words }),
  }
}
