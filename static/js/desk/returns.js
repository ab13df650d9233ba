// Notes that the server did not take go back to whoever wrote them, also after a reload.

export function returnToComposer(composer, refusal, entry) {
  if (entry.do === "note.post") composer.giveBack(entry.with, refusal)
}

// A revision whose note is gone meanwhile: its text is not.
export function returnOrphans(composer, revisions, documents) {
  for (const [id, edit] of revisions.all())
    if (!edit.sending && !documents.has(`note/${id}`)) {
      composer.giveBack(edit, null)
      revisions.cancel(id)
    }
}
