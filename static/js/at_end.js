// A feed that is read to its end stays there when something is added; else nothing moves.

const NEAR_PX = 48

export function keepingEnd(id, draw) {
  const before = document.getElementById(id)
  const wasAtEnd = !before || before.scrollHeight - before.scrollTop - before.clientHeight < NEAR_PX
  draw()
  const feed = document.getElementById(id)
  if (feed && wasAtEnd) feed.scrollTop = feed.scrollHeight
}
