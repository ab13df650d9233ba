// What the staff does with the sections of the draft summary.

import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"

export function sectionActs(desk, drafting) {
  const where = id => `section/${id}`

  async function take({ id, writer }) {
    const instead_of = writer?.id ?? null
    if (await desk.ask(where(id), "draft.take", { section: id, instead_of })) drafting.want(id)
  }

  return {
    write(section) {
      if (section.writer === null || section.writer.id === desk.live.you().id) return take(section)
      return desk.question({
        title: _("Take over from {name}?", { name: isolated(section.writer.name) }),
        lines: [_("What they have written stays, and what is not saved yet is kept beside it.")],
        verb: _("Take over"),
        act: () => take(section),
      })
    },
    leaveSection(id) {
      drafting.leave(id)
      desk.set({ focusing: `write-${id}` })
    },
    takeAsideIn(section, aside) {
      drafting.takeIn(section.id, aside.text)
      return desk.ask(where(section.id), "draft.drop", { section: section.id, aside: aside.id })
    },
    dropAside: (section, aside) =>
      desk.question({
        title: _("Discard these words?"),
        lines: [aside.text],
        verb: _("Discard"),
        act: () =>
          desk.ask(where(section.id), "draft.drop", { section: section.id, aside: aside.id }),
      }),
  }
}
