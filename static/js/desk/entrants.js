// Whom a moderator puts into the queue, or gives a name.

import { announce } from "../announce.js"
import { closeDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"
import { refusalText } from "../refusals.js"
import { nameText } from "../views/person.js"

const FORM = "person-form"
const UNSOUGHT = { sought: "", listing: false, at: 0, picked: null }

export function entrantActs(desk, watch) {
  function open(form) {
    desk.set({ form, ...UNSOUGHT, refused: null, opening: FORM })
  }

  async function save(command, fields, words) {
    const saved = await watch.during(desk.ask(FORM, command, fields, words))
    if (saved) closeDialog(FORM)
    return saved
  }

  const sent = {
    async add(_form, { source, ...fields }) {
      const name = isolated(fields.person ? nameText(desk.own().picked) : fields.name)
      desk.set({ source })
      const words = refusal => whyNotAdded(refusal, name)
      if (await save("queue.add", { source, ...fields }, words))
        announce(_("{name} is in the queue now.", { name }))
    },
    who: ({ turn }, fields) => save("floor.identify", { turn, ...fields }),
    claim: ({ request }, { person }) => save("queue.claim", { request, person }),
  }

  return {
    addToQueue: () => desk.shown().session.status === "open" && open({ kind: "add" }),
    identify: turn => open({ kind: "who", turn }),
    findClaimant: request => open({ kind: "claim", request }),

    seek: sought => desk.set({ sought, listing: sought.trim() !== "", at: 0 }),
    point: at => desk.set({ at }),
    unlist: () => desk.set({ listing: false }),
    pick: picked => desk.set({ picked, listing: false, focusing: picked && "person-unpick" }),
    unpick: () => desk.set({ ...UNSOUGHT, focusing: "person-name" }),
    savePerson: (form, fields) => sent[form.kind](form, fields),
  }
}

function whyNotAdded(refusal, name) {
  const texts = {
    already_waiting: () => _("{name} is in the queue already.", { name }),
    speaker_changed: () => _("Nobody has the floor now to whom this could be a reply."),
  }
  return texts[refusal.code]?.() ?? refusalText(refusal)
}
