// What a moderator does with the session, its agenda and its people.

import { closeDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"
import { refusalText } from "../refusals.js"
import { endQuestion } from "../views/moderator.js"

export function planActs(desk) {
  return {
    open: () => desk.ask("session", "session.open"),
    suspend: () => desk.ask("session", "session.suspend"),
    reopen: () => desk.ask("session", "session.reopen"),
    end: () => desk.question(endQuestion(desk.shown(), () => desk.ask("session", "session.close"))),
    editSettings() {
      const form = { kind: "settings", session: desk.shown().session }
      desk.set({ form, refused: null, opening: "settings-form" })
    },
    async saveSettings(fields) {
      const same = !Object.keys(fields).length
      const result = same || (await desk.ask("settings-form", "session.edit", fields, whyNotSet))
      if (result) closeDialog("settings-form")
    },

    startItem: item => desk.ask(`item/${item}`, "item.start", { item }),
    editItem: item =>
      desk.set({ form: { kind: "item", item }, refused: null, opening: "item-form" }),
    async saveItem(command, fields) {
      const result = await desk.ask("item-form", command, fields)
      if (result) closeDialog("item-form")
    },

    search: search => desk.set({ search, revealing: "found" }),
    removePerson: ({ id, name }) =>
      desk.question({
        title: _("Remove {name} from the session?", { name: isolated(name) }),
        lines: [
          _("They lose their place in the queue. What they said and voted stays in the record."),
        ],
        verb: _("Remove"),
        act: () => desk.ask(`person/${id}`, "person.remove", { person: id }),
      }),
  }
}

function whyNotSet(refusal) {
  const texts = {
    title: _("Write a title."),
    starts_at: _("Choose a time before the year 2100."),
    call_url: _("Write the whole link of the video call, as a browser shows it."),
  }
  return (refusal.code === "invalid" && texts[refusal.details.field]) || refusalText(refusal)
}
