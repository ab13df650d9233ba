// The one place in which notes are written. Nothing written is lost: a draft is kept until it is
// posted, what is posted until the server has it, and what it refuses until it is dealt with.

import { keep, restored } from "./kept.js"
import { emptyDraft, momentOf, typedTag, typing, written } from "./model/draft.js"
import { ofPart } from "./replica.js"

export function createComposer(live, code, changed) {
  const key = `plenary.draft.${code}`
  const standing = new Map() // by what is on its way: the notes that were there before it
  let { draft, returned } = restored(key, { draft: emptyDraft, returned: [] })

  function set(nextDraft, nextReturned = returned) {
    draft = nextDraft
    returned = nextReturned
    keep(key, { draft, returned })
    changed()
  }

  function take(one) {
    const text = [draft.text.trimEnd(), one.text].filter(Boolean).join("\n")
    set({ ...typing(draft, text, live.now()), tag: draft.tag ?? one.tag }, without(one))
  }

  // A note may be there a moment before the answer to it: it is not shown twice.
  function hasArrived({ id, with: { text } }) {
    const before = standing.get(id)
    const own = live.you()?.id
    const isNew = ([name, note]) =>
      !before.has(name) && note.author.id === own && note.text === text
    return before !== undefined && ofPart(live.documents(), "note").some(isNew)
  }

  function without(one) {
    return returned.filter(other => other !== one)
  }

  return {
    draft: () => draft,
    tag: () => typedTag(draft.text) ?? draft.tag,
    // Texts that the server did not take, or whose note is gone: [{text, tag, refusal}]
    returned: () => returned,
    unsent: () =>
      live.unanswered().filter(entry => entry.do === "note.post" && !hasArrived(entry)),
    type: text => set(typing(draft, text, live.now())),
    chooseTag: tag => set({ ...draft, tag: draft.tag === tag ? null : tag }),
    chooseWhen: when => set({ ...draft, when }),
    post() {
      const note = written(draft)
      if (!note.text) return
      const happened_at = momentOf(draft, live.documents(), live.now())
      live.send("note.post", { ...note, happened_at })
      const names = ofPart(live.documents(), "note").map(([name]) => name)
      standing.set(live.unanswered().at(-1)?.id, new Set(names))
      set(emptyDraft)
    },
    giveBack: (text, tag, refusal) => set(draft, [...returned, { text, tag, refusal }]),
    take,
    discard: one => set(draft, without(one)),
  }
}
