// Dragging a row of a list to another place, by mouse or pen.

const EDGE_PX = 40
const STEP_PX = 12

// `on` has over(place) while it moves, and drop(place) or cancel(); places are counted among all
// rows, from 0 (before the first) to their number.
export function dragRow(event, list, on) {
  const ending = new AbortController()
  const options = { signal: ending.signal }
  let place = null

  function move({ clientY }) {
    scrollNearEdge(list, clientY)
    const next = placeAt(list, clientY)
    if (next !== place) on.over((place = next))
  }

  function finish(how) {
    ending.abort()
    how()
  }

  event.preventDefault()
  addEventListener("pointermove", move, options)
  addEventListener(
    "pointerup",
    () => finish(() => (place === null ? on.cancel() : on.drop(place))),
    options,
  )
  addEventListener("pointercancel", () => finish(on.cancel), options)
  addEventListener("keydown", ({ key }) => key === "Escape" && finish(on.cancel), options)
}

function placeAt(list, y) {
  const rows = [...list.querySelectorAll("[data-row]")]
  return rows.filter(row => middle(row) < y).length
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

function scrollNearEdge(list, y) {
  const { top, bottom } = list.getBoundingClientRect()
  if (y < top + EDGE_PX) list.scrollBy(0, -STEP_PX)
  if (y > bottom - EDGE_PX) list.scrollBy(0, STEP_PX)
}
