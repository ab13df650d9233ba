// What a vote does not need comes behind the rest, so that the ballot is there soon on a slow line.

import { nothing } from "../vendor/lit-html/lit-html.js"

const AGAIN_MS = 3000
const views = {}

export async function fetchTheRest(changed) {
  try {
    const rest = await Promise.all([
      import("./views/about_poll.js"),
      import("./views/agenda.js"),
      import("./views/claim.js"),
      import("./views/details.js"),
      import("./views/dropped.js"),
      import("./views/notes.js"),
      import("./views/published.js"),
      import("./views/queue.js"),
      import("./views/rules.js"),
      import("./views/tabs.js"),
      import("./views/writing.js"),
      import("./views/written.js"),
    ])
    Object.assign(views, ...rest)
  } catch {
    setTimeout(() => fetchTheRest(changed), AGAIN_MS) // the line was lost meanwhile
    return
  }
  changed()
}

// A view of those, or nothing before it has come.
export function later(view, ...given) {
  return views[view]?.(...given) ?? nothing
}
