// A feed that is read to its end stays there when something is added; else nothing moves.
// On a desk the feed scrolls by itself, on a phone the page does, under the composer.

const NEAR_PX = 48

export function keepingEnd(id, draw) {
  const before = document.getElementById(id)
  const wasAtEnd = !before || isAtEnd(before)
  draw()
  const feed = document.getElementById(id)
  if (feed && wasAtEnd) toEnd(feed)
}

// The same of a list that always scrolls by itself. It stays where it is while somebody is at work
// in it.
export function keepingLast(id, draw) {
  const before = document.getElementById(id)
  const idle = !before?.contains(document.activeElement)
  const wasAtEnd = !before || (idle && unread(before) < NEAR_PX)
  draw()
  const list = document.getElementById(id)
  if (list && wasAtEnd) list.scrollTop = list.scrollHeight
}

function isAtEnd(feed) {
  return unread(feed) < NEAR_PX && hidden(feed) < NEAR_PX
}

function toEnd(feed) {
  feed.scrollTop = feed.scrollHeight
  const rest = hidden(feed)
  if (rest > 0) scrollBy({ top: rest, behavior: "instant" })
}

function unread(feed) {
  return feed.scrollHeight - feed.scrollTop - feed.clientHeight
}

// How much of it is behind the composer, or below it.
function hidden(feed) {
  const composer = feed.parentElement.querySelector(".composer")
  const bottom = composer ? composer.getBoundingClientRect().top : innerHeight
  return feed.getBoundingClientRect().bottom - bottom
}
