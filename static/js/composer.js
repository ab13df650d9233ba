// The one place in which notes are written. Nothing written is lost: a draft is kept until it is
// posted, what is posted until the server has it, and what it refuses until it is dealt with.

import { dateWords } from "./calendar.js"
import { keep, restored } from "./kept.js"
import { emptyDraft, momentOf, typedTag, typing, written } from "./model/draft.js"
import { localTime } from "./model/local_time.js"
import { namedPeople } from "./model/people.js"
import { ofPart } from "./replica.js"

export function createComposer(live, code, changed) {
  const key = `plenary.draft.${code}`
  const standing = new Map() // by what is on its way: the notes that were there before it
  let { draft, returned } = restored(key, { draft: {}, returned: [] })
  draft = { ...emptyDraft, ...draft }
  let known = { documents: null, people: [] }

  function set(nextDraft, nextReturned = returned) {
    draft = nextDraft
    returned = nextReturned
    keep(key, { draft, returned })
    changed()
  }

  // Looked up once for as long as nothing changes: there may be thousands.
  function people() {
    if (known.documents !== live.documents())
      known = { documents: live.documents(), people: namedPeople(live.documents()) }
    return known.people
  }

  // By which the words of an action are read.
  function context() {
    const zone = live.documents().get("session")?.time_zone ?? "UTC"
    return {
      people: people(),
      words: dateWords(),
      today: localTime(live.now(), zone).slice(0, 10),
    }
  }

  function take(one) {
    const text = [draft.text.trimEnd(), one.text].filter(Boolean).join("\n")
    const owner = live.documents().get(`person/${one.owner}`)?.name || one.owner_text
    const task = { owner: owner || draft.owner, due: one.due ?? draft.due }
    const begun = typing(draft, text, one.happened_at ?? live.now())
    set({ ...begun, ...task, tag: draft.tag ?? one.tag }, without(one))
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
    context,
    tag: () => typedTag(draft.text) ?? draft.tag,
    // Texts that the server did not take, or whose note is gone: [{text, tag, …, refusal}]
    returned: () => returned,
    unsent: () =>
      live.unanswered().filter(entry => entry.do === "note.post" && !hasArrived(entry)),
    type: text => set(typing(draft, text, live.now())),
    chooseTag: tag => set({ ...draft, tag: draft.tag === tag ? null : tag }),
    chooseWhen: when => set({ ...draft, when }),
    // Of an action; null: as it stands in the text.
    chooseOwner: owner => set({ ...draft, owner }),
    chooseDue: due => set({ ...draft, due }),
    post() {
      const note = written(draft, context())
      if (!note.text) return
      const happened_at = momentOf(draft, live.documents(), live.now())
      live.send("note.post", { ...note, happened_at })
      const names = ofPart(live.documents(), "note").map(([name]) => name)
      standing.set(live.unanswered().at(-1)?.id, new Set(names))
      set(emptyDraft)
    },
    giveBack: (note, refusal) => set(draft, [...returned, { ...note, refusal }]),
    take,
    discard: one => set(draft, without(one)),
  }
}

// Whether the server has yet to say that it has something.
export function isWaiting(composer, revisions) {
  return composer.unsent().length > 0 || [...revisions.all().values()].some(edit => edit.sending)
}
