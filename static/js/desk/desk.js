// What a page of the staff holds of its own, and how it asks for things: a refusal is shown at
// the place of the click.

import { announce } from "../announce.js"
import { openDialog } from "../dialog.js"
import { refusalText } from "../refusals.js"
import "./refusals.js"

// What the next key may be about already: dialogs, menus, who is found by a name.
const AT_ONCE = ["opening", "focusing", "menuFor", "pollMenuFor", "sought"]
const SILENT = ["replaced", "discarded"]

const BEGUN = { refused: null, question: null, opening: null, focusing: null, revealing: null }

// `drawing` has draw, for what has to be on the page at once, and repaint, for the rest.
export function createDesk(live, begun, drawing) {
  let own = { ...BEGUN, ...begun }
  let shown = null

  function set(changes) {
    own = { ...own, ...changes }
    if (AT_ONCE.some(name => changes[name])) drawing.draw()
    drawing.repaint()
  }

  function refuse(where, text) {
    set({ refused: { where, text } })
    announce(text)
  }

  return {
    live,
    own: () => own,
    set,
    refuse,
    // What is on the page: a command names what the person saw, not what has come since.
    shown: () => shown,
    showing: model => (shown = model),

    // The result, or null where it was refused; `words` may put a refusal better, and `where`
    // may be a function of the refusal.
    async ask(where, command, fields = {}, words = refusalText) {
      if (own.refused) set({ refused: null })
      try {
        return await live.send(command, fields)
      } catch (refusal) {
        const place = typeof where === "function" ? where(refusal) : where
        if (!SILENT.includes(refusal.code)) refuse(place, words(refusal))
        return null
      }
    },

    // question: {title, lines, choices?, verb, act}; act is told what was chosen
    question: question => set({ question, opening: "confirm" }),

    // What could not be done before there was something to do it with.
    afterPaint() {
      const { opening, focusing, revealing } = own
      own = { ...own, opening: null, focusing: null, revealing: null }
      if (opening) openDialog(opening)
      if (focusing) document.getElementById(focusing)?.focus()
      if (revealing) document.getElementById(revealing)?.scrollIntoView({ block: "nearest" })
    },

    acts: {
      forgetRefusal: () => set({ refused: null }),
      confirmed: (question, chosen) => question.act(chosen),
    },
  }
}
