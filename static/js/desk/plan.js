// What a moderator does with the session, its agenda and its people.

import { closeDialog } from "../dialog.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"
import { changed } from "../model/settings.js"
import { refusalText } from "../refusals.js"
import { itemQuestion } from "../views/agenda_desk.js"
import { fieldId } from "../views/form_fields.js"
import { endQuestion } from "../views/moderator.js"

export function planActs(desk) {
  // Of a refusal that is about one field: there, where the focus goes.
  function placeOf({ details = {} }) {
    const id = fieldId(details.field)
    const field = document.getElementById(id)
    if (!field) return "settings-form"
    field.closest("details")?.setAttribute("open", "")
    desk.set({ focusing: id })
    return id
  }

  async function end({ writing }) {
    if (writing && !(await desk.ask("session", "queue.offer_writing"))) return
    desk.ask("session", "session.close")
  }

  function startItem(item, queue = "keep", waiting = null) {
    desk.ask(`item/${item}`, "item.start", { item, queue, waiting }, whyNotStarted)
  }

  return {
    open: () => desk.ask("session", "session.open"),
    suspend: () => desk.ask("session", "session.suspend"),
    reopen: () => desk.ask("session", "session.reopen"),
    end: () => desk.question(endQuestion(desk.shown(), end)),
    editSettings() {
      const form = { kind: "settings", session: desk.shown().session, opened: {}, typed: null }
      desk.set({ form, refused: null, opening: "settings-form" })
    },
    typeSettings: typed => desk.set({ form: { ...desk.own().form, typed }, refused: null }),
    async saveSettings(session, typed) {
      const fields = changed(session, typed, desk.shown().session)
      if (!Object.keys(fields).length) return closeDialog("settings-form")
      if (await desk.ask(placeOf, "session.edit", fields, whyNotSet)) closeDialog("settings-form")
    },

    startItem(item) {
      const { session, queue } = desk.shown()
      const asked = session.item !== null && queue.length > 0
      if (!asked) return startItem(item.id)
      const waiting = queue.length
      desk.question(
        itemQuestion(item, waiting, ({ queue: kept }) => startItem(item.id, kept, waiting)),
      )
    },
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

function whyNotStarted(refusal) {
  return refusal.code === "stale"
    ? _("Others wait now than you saw. The item was not started. Look again.")
    : refusalText(refusal)
}

function whyNotSet(refusal) {
  if (refusal.code === "attribution_promised")
    return _("People have joined who were told that the record tells less.")
  const texts = {
    title: _("Write a title."),
    starts_at: _("Choose a time before the year 2100."),
    call_url: _("Write the whole link of the video call, as a browser shows it."),
    targets: _("The targets are more than 100% in all."),
    kind_seconds: _("Give from 0 to 120 minutes."),
    group_seconds: _("Give from 0 to 120 minutes."),
  }
  return (refusal.code === "invalid" && texts[refusal.details.field]) || refusalText(refusal)
}
