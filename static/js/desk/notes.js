// What the staff does with notes that are there already.

import { _ } from "../i18n.js"

export const UNFILTERED = { tag: null, only: null, words: "", unfolded: null }

export function noteActs(desk, revisions, composer) {
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
    pin: (note, pinned) => desk.ask(`note/${note.id}`, "note.pin", { note: note.id, pinned }),
    unfold: id => desk.set({ unfolded: id }),
    writeAgain(note) {
      composer.take({ ...note, owner: note.owner?.id ?? null })
      desk.set({ focusing: "note" })
    },
    redact: note =>
      desk.question({
        title: _("Erase the words of this note for good?"),
        lines: [
          note.text,
          _("They go from the database and from every record. That there was a note remains."),
        ],
        verb: _("Erase its words"),
        act: () => desk.ask(`note/${note.id}`, "note.redact", { note: note.id }),
      }),
    showOnly: one => desk.set({ only: desk.own().only === one ? null : one }),
    filter: tag => desk.set({ tag: desk.own().tag === tag ? null : tag }),
    searchNotes: words => desk.set({ words }),
  }
}
