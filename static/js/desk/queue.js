// What a moderator does with the order of the queue: by pointer, by keys, by the menu of a row.

import { announce } from "../announce.js"
import { dragRow } from "../drag.js"
import { ordinal } from "../format.js"
import { _ } from "../i18n.js"
import { isolated } from "../isolated.js"
import { afterFor, moved, withMoves } from "../model/moves.js"
import { waiting } from "../model/queue.js"
import { showMenu } from "../popup.js"
import { refusalText } from "../refusals.js"
import { nameText } from "../views/person.js"

const MENU = "request-menu"

export function queueActs(desk, watch, acts) {
  const { grant, lastWord, skip, askWriting, remove, editLimit, findClaimant } = acts
  let openFor = null // whose menu was open as the pointer went down

  // With what was pressed a moment ago and is not drawn yet.
  function present() {
    return withMoves(waiting(desk.live.documents()), desk.live.unanswered())
  }

  function move(id, place) {
    if (desk.shown().session.follow)
      return desk.refuse(whereOf(id), refusalText({ code: "order_follows" }))
    const queue = present()
    const from = queue.findIndex(request => request.id === id)
    if (from < 0 || place === from || place < 0 || place >= queue.length) return
    const after = afterFor(queue, id, place)
    watch.expect(moved(queue, id, after)[0].id)
    desk.ask(whereOf(id), "queue.move", { request: id, after })
    const name = isolated(nameText(queue[from].person))
    announce(_("{name}: {ordinal} now", { name, ordinal: ordinal(place + 1) }))
  }

  function closeMenu() {
    const menu = document.getElementById(MENU)
    if (menu?.matches(":popover-open")) menu.hidePopover()
  }

  function fromMenu(act) {
    const id = desk.own().menuFor
    closeMenu()
    act(id)
  }

  return {
    closeMenu,
    menuWasOpen(id) {
      const open = document.getElementById(MENU).matches(":popover-open")
      openFor = open ? desk.own().menuFor : null
      if (openFor !== id) openFor = null
    },
    openMenu(event, id) {
      if (openFor === id) return (openFor = null)
      const button = event.currentTarget
      desk.set({ menuFor: id })
      showMenu(document.getElementById(MENU), button)
    },
    grantFromMenu: () => fromMenu(id => grant(id, whereOf(id))),
    lastWordFromMenu: () => fromMenu(lastWord),
    moveFromMenu: place => fromMenu(id => move(id, place)),
    skipFromMenu: () => fromMenu(skip),
    writingFromMenu: () => fromMenu(askWriting),
    limitFromMenu: () => fromMenu(editLimit),
    claimFromMenu: () => fromMenu(findClaimant),
    removeFromMenu: () => fromMenu(remove),
    queueKey(event) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
      const row = event.target.closest("[data-request]")
      if (!step || !row) return
      event.preventDefault()
      if (event.altKey) moveBy(row.dataset.request, step)
      else focusRow(row, step)
    },
    drag(event, id) {
      const { queue, session } = desk.shown()
      if (event.button !== 0 || session.follow) return
      const end = () => desk.set({ drag: null })
      desk.set({ drag: { id, queue, place: null } })
      dragRow(event, document.getElementById("queue"), {
        over: place => desk.set({ drag: { id, queue, place } }),
        cancel: end,
        drop(place) {
          const from = queue.findIndex(request => request.id === id)
          end()
          move(id, place > from ? place - 1 : place)
        },
      })
    },
  }

  function moveBy(id, step) {
    const place = present().findIndex(request => request.id === id)
    move(id, place + step)
  }
}

export function whereOf(id) {
  return `request/${id}`
}

function focusRow(row, step) {
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling
  next?.querySelector("[aria-haspopup]")?.focus()
}
