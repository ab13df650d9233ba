// A result as a picture: where its texts and bars stand. Pure.

import { isolated } from "../isolated.js"

const WIDTH = 960
const MARGIN = 40
const TITLE = { size: 28, line: 36, letters: 56 }
const LABEL = { size: 20, line: 26, letters: 60 }
const NOTE = { size: 16, line: 22, letters: 100 }
const BAR_HEIGHT = 14
const NUMBERS_WIDTH = 190
const GAP = 18
const PLAIN = { bold: false, end: false }

// rows: [{label, share, numbers}]; notes: lines under it
// {width, height, texts: [{x, y, size, bold, end, text}], bars: [{y, height, x, width, full}]}
export function pictureOf({ title, rows, notes }) {
  const texts = []
  const bars = []
  let y = MARGIN

  function write(text, { size, line, letters }, more = {}) {
    for (const part of wrapped(text, letters)) {
      y += line
      texts.push({ ...PLAIN, x: MARGIN, y: y - (line - size), size, text: isolated(part), ...more })
    }
  }

  write(title, TITLE, { bold: true })
  y += GAP
  for (const { label, share, numbers } of rows) {
    write(label, LABEL)
    y += 6
    const width = WIDTH - 2 * MARGIN - NUMBERS_WIDTH
    bars.push({ x: MARGIN, y, width, height: BAR_HEIGHT, share })
    const beside = { x: WIDTH - MARGIN, y: y + BAR_HEIGHT, size: LABEL.size }
    texts.push({ ...PLAIN, ...beside, end: true, text: numbers })
    y += BAR_HEIGHT + GAP
  }
  for (const note of notes) write(note, NOTE)
  return { width: WIDTH, height: y + MARGIN, texts, bars }
}

// By words; a word that is longer than a line stands alone.
function wrapped(text, letters) {
  const lines = [""]
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line && line.length + word.length >= letters) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

const COLOURS = { paper: "white", ink: "black", empty: "lightgrey", full: "steelblue" }

// `mirrored`: for a language that runs from right to left.
export function svgOf({ width, height, texts, bars }, mirrored) {
  const across = x => (mirrored ? width - x : x)
  const drawn = [
    `<rect width="${width}" height="${height}" fill="${COLOURS.paper}"/>`,
    ...bars.flatMap(bar => [rect(bar, 1, COLOURS.empty), rect(bar, bar.share, COLOURS.full)]),
    ...texts.map(
      ({ x, y, size, bold, end, text }) =>
        `<text x="${across(x)}" y="${y}" font-size="${size}"${bold ? ' font-weight="bold"' : ""}` +
        `${end ? ' text-anchor="end"' : ""} fill="${COLOURS.ink}">${escaped(text)}</text>`,
    ),
  ]
  function rect(bar, share, colour) {
    const long = bar.width * share
    const x = mirrored ? width - bar.x - long : bar.x
    return `<rect x="${x}" y="${bar.y}" width="${long}" height="${bar.height}" rx="4" fill="${colour}"/>`
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` +
    ` viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif"` +
    ` direction="${mirrored ? "rtl" : "ltr"}">${drawn.join("")}</svg>`
  )
}

export function paint(pen, { width, height, texts, bars }, mirrored) {
  pen.fillStyle = COLOURS.paper
  pen.fillRect(0, 0, width, height)
  for (const bar of bars)
    for (const [share, colour] of [
      [1, COLOURS.empty],
      [bar.share, COLOURS.full],
    ]) {
      const long = bar.width * share
      pen.fillStyle = colour
      pen.fillRect(mirrored ? width - bar.x - long : bar.x, bar.y, long, bar.height)
    }
  pen.fillStyle = COLOURS.ink
  pen.direction = mirrored ? "rtl" : "ltr"
  for (const { x, y, size, bold, end, text } of texts) {
    pen.font = `${bold ? "bold " : ""}${size}px system-ui, sans-serif`
    pen.textAlign = end ? "end" : "start"
    pen.fillText(text, mirrored ? width - x : x, y)
  }
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
}
