// The areas of the rapporteur's page: how many have room, which has the focus, and how one goes on.

import { AREAS, areaAfter } from "./model/areas.js"
import { pointedArea, reveal } from "./reveal.js"

const TWO = matchMedia("(min-width: 56.25rem)")
const THREE = matchMedia("(min-width: 80rem)")
const FIRST_OF = { writing: "note", drafting: "drafting", spoken: "spoken" }

export function createAreas(desk, repaint) {
  let pointed = location.hash

  function inHand() {
    return AREAS.find(id => document.getElementById(id)?.contains(document.activeElement))
  }

  // F6 goes from area to area, as it does between the parts of a window.
  function moveOn(event) {
    const painted = document.getElementById("feed") !== null
    if (event.key !== "F6" || !painted || document.querySelector("dialog[open]")) return
    event.preventDefault()
    const area = areaAfter(inHand() ?? AREAS.at(event.shiftKey ? 0 : -1), event.shiftKey)
    desk.set({ area, focusing: FIRST_OF[area] })
  }

  function point() {
    pointed = location.hash
    if (pointedArea(pointed)) desk.set({ area: pointedArea(pointed) })
  }

  for (const wide of [TWO, THREE]) wide.addEventListener("change", repaint)
  addEventListener("keydown", moveOn)
  addEventListener("hashchange", point)
  point()

  return {
    room() {
      if (THREE.matches) return "three"
      return TWO.matches ? "two" : "one"
    },
    // What takes the focus when that on which it was has gone.
    first: () => document.getElementById(FIRST_OF[inHand()] ?? "note") ?? document.getElementById("feed"),
    // What the page's address points to is shown once, as soon as it is there.
    afterPaint() {
      if (pointed && reveal(pointed)) pointed = ""
    },
  }
}
