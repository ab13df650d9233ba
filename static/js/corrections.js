// Lines of captions that are being corrected in place, each as it stands and as it is to be.

import { refusalText } from "./refusals.js"

const AS_FOUND = ""
export const NOBODY = "-"

export function createCorrections(desk, changed) {
  let edits = new Map()

  function set(id, edit) {
    edits = new Map(edits)
    if (edit === null) edits.delete(id)
    else edits.set(id, { ...edits.get(id), ...edit })
    changed()
  }

  async function save(id) {
    const { line, text, speaker } = edits.get(id)
    set(id, { sending: true, refusal: null })
    try {
      if (speaker !== spokenBy(line)) await desk.live.send("caption.attribute", said(id, speaker))
      if (text.trim() !== line.text)
        await desk.live.send("caption.correct", {
          caption: id,
          revision: line.revision,
          text: text.trim(),
        })
      close(id)
    } catch (refusal) {
      set(id, { sending: false, refusal: refusalText(refusal) })
    }
  }

  function close(id) {
    set(id, null)
    desk.set({ focusing: `caption-${id}` })
  }

  return {
    of: id => edits.get(id) ?? null,
    lines: () => [...edits.values()].map(({ line }) => line),
    begin(line) {
      set(line.id, { line, text: line.text, speaker: spokenBy(line), sending: false, refusal: null })
      desk.set({ focusing: `correct-${line.id}`, revealing: `correcting-${line.id}` })
    },
    type: (id, text) => set(id, { text }),
    say: (id, speaker) => set(id, { speaker }),
    // A line that has changed since it was begun is corrected as it is now.
    again: line => set(line.id, { line, refusal: null }),
    save,
    cancel: close,
  }
}

// Who spoke, as somebody has said: an id, NOBODY, or nothing.
function spokenBy({ by_hand, person }) {
  return by_hand ? (person?.id ?? NOBODY) : AS_FOUND
}

function said(id, speaker) {
  const person = speaker === AS_FOUND || speaker === NOBODY ? null : speaker
  return { captions: [id], person, by_hand: speaker !== AS_FOUND }
}
