// When to draw: soon after a change, and at the next full second of a running clock.

const HIDDEN_MS = 250

// `draw()` may return after how many ms it wants to be called again.
export function createPainter(draw) {
  let asked = false
  let timer = null

  function paint() {
    if (!asked) return
    asked = false
    clearTimeout(timer)
    const ms = draw()
    timer = ms === undefined ? null : setTimeout(request, ms)
  }

  // A page in the background is given no frames, and still has things to say.
  function request() {
    if (asked) return
    asked = true
    requestAnimationFrame(paint)
    setTimeout(paint, HIDDEN_MS)
  }

  return request
}

// Until a clock that shows `ms` shows the next second.
export function untilNextSecond(ms) {
  return 1000 - (ms % 1000)
}
