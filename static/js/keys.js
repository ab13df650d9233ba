// Single keys, for a hand that does not look for the mouse: never while somebody writes.

const STORED = "plenary.keys"
const FIELDS = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])"
const PRESSED_BY_SPACE = "button, a, summary, input, [role=tab]"

// bindings: {n: act, " ": act, …}; each is called with nothing.
export function listenForKeys(bindings) {
  let byKeyboard = false

  function press(event) {
    if (["Tab", "Enter", "ArrowUp", "ArrowDown"].includes(event.key)) byKeyboard = true
    const act = bindings[keyOf(event)]
    if (!act || !areOn() || !isFree(event)) return
    if (event.key === " " && byKeyboard && event.target.closest(PRESSED_BY_SPACE)) return
    event.preventDefault()
    swallowRelease(event.key)
    byKeyboard = false // whoever works by single keys has not gone to what has the focus
    if (!event.repeat) act()
  }

  addEventListener("pointerdown", () => (byKeyboard = false), true)
  addEventListener("keydown", press)
}

// On a keyboard of another script the letters are found by their place.
function keyOf({ key, code }) {
  if (key === "؟") return "?"
  const latin = key.length === 1 && key.charCodeAt(0) < 128
  return latin || !code.startsWith("Key") ? key.toLowerCase() : code.slice(3).toLowerCase()
}

function isFree(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  if (event.target.closest(FIELDS)) return false
  return !document.querySelector("dialog[open], [popover]:popover-open")
}

// Else a button that was clicked before would be pressed as the space bar is let go.
function swallowRelease(key) {
  if (key !== " ") return
  addEventListener("keyup", event => event.key === " " && event.preventDefault(), {
    once: true,
    capture: true,
  })
}

export function areOn() {
  try {
    return localStorage.getItem(STORED) !== "off"
  } catch {
    return true
  }
}

export function switchKeys(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off")
  } catch {
    return
  }
}
