// Watches the head of the queue for Next, in one page.

import { expecting, pressed, seen, surprised, unwatched } from "../model/next.js"

export function createWatch() {
  let watch = unwatched
  return {
    now: () => watch,
    see(model) {
      const first = model.queue[0]?.id ?? null
      watch = seen(watch, { first, holder: model.floor?.request ?? null }, Date.now())
      return surprised(watch, Date.now())
    },
    expect: (...ids) => (watch = expecting(watch, ...ids.filter(Boolean))),
    press: () => (watch = pressed(watch, Date.now())),
  }
}
