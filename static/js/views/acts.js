// What moderators did to queue and floor, in words.

import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"

// “gave the floor to Ada”
export function actText({ what, last_word, person }) {
  const name = person?.name ? isolated(person.name) : _("somebody not named yet")
  const texts = {
    "queue.add": () => _("added {name} to the queue", { name }),
    "queue.claim": () => _("made {name}'s request that of somebody who has joined", { name }),
    "queue.withdraw": () => _("removed {name} from the queue", { name }),
    "queue.move": () => _("moved {name} in the queue", { name }),
    "queue.skip": () => _("skipped {name}", { name }),
    "queue.limit": () => _("changed the speaking time of {name}", { name }),
    "queue.open": () => _("opened the queue"),
    "queue.close": () => _("closed the queue"),
    "queue.clear": () => _("cleared the queue"),
    "queue.offer_writing": () =>
      person
        ? _("asked {name} for the statement in writing", { name })
        : _("asked for statements in writing"),
    "floor.grant": () =>
      last_word
        ? _("gave the last word to {name}", { name })
        : _("gave the floor to {name}", { name }),
    "floor.interrupt": () => _("let {name} interrupt", { name }),
    "floor.identify": () => _("said who speaks: {name}", { name }),
    "floor.pause": () => _("paused the clock"),
    "floor.resume": () => _("let the clock go on"),
    "floor.release": () => _("took the floor back from {name}", { name }),
    "floor.extend": () => _("gave {name} more time", { name }),
    "item.start": () => _("cleared the queue for a new item"),
    "session.edit": () => _("changed who goes first"),
  }
  return texts[what]?.() ?? what
}
