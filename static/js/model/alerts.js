// What a moderator who looks elsewhere should hear of. Pure.

import { pressure, spokenMs } from "./floor.js"

// For comparing with what was so before: {orders: [{id, name}], holder, pressure}
export function watched({ queue, floor, now }) {
  return {
    orders: queue
      .filter(request => request.kind === "point_of_order")
      .map(request => ({ id: request.id, name: request.person.name })),
    holder: floor?.request ?? null,
    pressure: floor ? pressure(spokenMs(floor, now), floor.limit_ms) : "",
  }
}

// [{kind: order | near | over, name?}]
export function alerts(before, after) {
  if (before === null) return []
  const raised = after.orders.filter(one => !before.orders.some(known => known.id === one.id))
  const pressed = before.holder === after.holder && before.pressure !== after.pressure
  return [
    ...(pressed && after.pressure ? [{ kind: after.pressure }] : []),
    ...raised.map(({ name }) => ({ kind: "order", name })),
  ]
}
