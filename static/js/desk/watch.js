// Watches the head of the queue for Next, in one page.

import { deviceNow } from "../clock.js"
import { expecting, pressed, seen, surprised, unwatched } from "../model/next.js"

const ARRIVING_MS = 300 // an answer may come before what it has changed

export function createWatch() {
  let watch = unwatched
  let asked = 0
  let answeredAt = -Infinity

  return {
    now: () => watch,
    see(model) {
      const now = deviceNow()
      const shown = {
        first: model.queue[0]?.id ?? null,
        holder: model.floor?.request ?? null,
        advised: model.advice?.request.id ?? null,
      }
      watch = seen(watch, shown, now, asked > 0 || now - answeredAt < ARRIVING_MS)
      return surprised(watch, now)
    },
    expect: (...ids) => (watch = expecting(watch, ...ids.filter(Boolean))),
    press: () => (watch = pressed(watch, deviceNow())),

    // For what one cannot tell beforehand who will be first by it, or have the floor.
    async during(answer) {
      asked += 1
      const result = await answer
      asked -= 1
      answeredAt = deviceNow()
      return result
    },
  }
}
