// A page that changes under one's fingers must not lose one's place.

// Draw, and if that took away what had the focus, give it to what is nearest in meaning.
export function keepingFocus(draw, fallback) {
  const before = document.activeElement
  draw()
  const lost = before && before !== document.body && !before.isConnected
  if (lost) fallback()?.focus({ preventScroll: true })
}
