// A menu that pops up beside the button that it belongs to.

const GAP_PX = 4

export function showMenu(menu, button) {
  if (menu.matches(":popover-open")) menu.hidePopover()
  menu.showPopover()
  const { top, bottom, left, right } = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const below = bottom + GAP_PX + height <= innerHeight
  const start = getComputedStyle(menu).direction === "rtl" ? left : right - width
  place(menu, below ? bottom + GAP_PX : Math.max(0, top - GAP_PX - height), start)
  menu.querySelector("button")?.focus()
}

function place(menu, y, x) {
  menu.style.setProperty("--y", `${y}px`)
  menu.style.setProperty("--x", `${Math.max(0, Math.min(x, innerWidth - menu.offsetWidth))}px`)
}

// For `@keydown` on a menu: the arrows go from entry to entry.
export function stepInMenu(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const entries = [...event.currentTarget.querySelectorAll("button")]
  const place = entries.indexOf(document.activeElement) + step
  entries[(place + entries.length) % entries.length].focus()
  event.preventDefault()
}
