// The one place in which notes are written. Nothing written is lost: a draft is kept until it is
// posted, what is posted until the server has it, and what it refuses until it is dealt with.

import { keep, restored } from "./kept.js"
import { emptyDraft, momentOf, typedTag, typing, written } from "./model/draft.js"

export function createComposer(live, code, changed) {
  const key = `plenary.draft.${code}`
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

  function without(one) {
    return returned.filter(other => other !== one)
  }

  return {
    draft: () => draft,
    tag: () => typedTag(draft.text) ?? draft.tag,
    // Texts that the server did not take, or whose note is gone: [{text, tag, refusal}]
    returned: () => returned,
    unsent: () => live.unanswered().filter(entry => entry.do === "note.post"),
    type: text => set(typing(draft, text, live.now())),
    chooseTag: tag => set({ ...draft, tag: draft.tag === tag ? null : tag }),
    chooseWhen: when => set({ ...draft, when }),
    post() {
      const note = written(draft)
      if (!note.text) return
      const happened_at = momentOf(draft, live.documents(), live.now())
      live.send("note.post", { ...note, happened_at })
      set(emptyDraft)
    },
    giveBack: (text, tag, refusal) => set(draft, [...returned, { text, tag, refusal }]),
    take,
    discard: one => set(draft, without(one)),
  }
}
