// Rows that move under one's fingers: the focus stays with what it was on, or goes to its
// neighbour. `[data-row]` marks what is a row, `[data-returns]` in it what is rather taken.

export function steadily(draw, fallback) {
  const before = document.activeElement
  const rows = rowsNear(before)
  draw()
  if (before === document.activeElement || before === document.body || !before) return
  const next = before.isConnected ? before : (nearest(rows) ?? fallback())
  next?.focus({ preventScroll: true })
}

function rowsNear(element) {
  const row = element?.closest("[data-row]")
  if (!row) return []
  return [row, ...beside(row, "nextElementSibling"), ...beside(row, "previousElementSibling")]
}

function beside(row, direction) {
  const rows = []
  for (let one = row[direction]; one; one = one[direction]) rows.push(one)
  return rows
}

function nearest(rows) {
  const row = rows.find(one => one.isConnected && one.matches("[data-row]"))
  return row?.querySelector("[data-returns]") ?? row?.querySelector("button:not([tabindex='-1'])")
}
