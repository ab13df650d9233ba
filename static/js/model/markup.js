// What notes are written in, a little Markdown: bold, italic, code, links, lists and quotes.
// Anything else, HTML too, stands for itself. Pure: texts in, plain objects out. The record reads
// the same in live/record/markup.py.

const BULLET = /^(\s*)[-*+]\s+(\S.*)$/
const NUMBERED = /^(\s*)(\d{1,9})[.)]\s+(\S.*)$/
const QUOTED = /^ {0,3}> ?(.*)$/
const SAFE = /^(https?:\/\/[^\s]+|mailto:[^\s]+)$/i
const ADDRESS = /^https?:\/\/[^\s<>"“”«»]+/i
const LINK = /^\[([^[\]\n]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)/
const MARKS = { "**": "bold", __: "bold", "*": "italic", _: "italic" }
const MOST_NESTED = 8

// [{kind: "paragraph", lines: [[piece]]}, {kind: "list", start, items: [[block]]},
//  {kind: "quote", blocks}]; `start` is null of a list without numbers
export function blocksOf(text, depth = 0) {
  return blocksIn(text.split("\n"), depth)
}

function blocksIn(lines, depth) {
  const blocks = []
  for (let place = 0; place < lines.length; ) {
    const [block, next] = blockAt(lines, place, depth)
    if (block) blocks.push(block)
    place = next
  }
  return blocks
}

function blockAt(lines, place, depth) {
  const line = lines[place]
  if (!line.trim()) return [null, place + 1]
  if (depth < MOST_NESTED && QUOTED.test(line)) return quoteAt(lines, place, depth)
  if (depth < MOST_NESTED && itemOf(line)) return listAt(lines, place, depth)
  const end = endOf(lines, place + 1, other => other.trim() && !opens(other))
  return [{ kind: "paragraph", lines: lines.slice(place, end).map(one => piecesOf(one.trim())) }, end]
}

function opens(line) {
  return QUOTED.test(line) || itemOf(line) !== null
}

function endOf(lines, from, belongs) {
  let end = from
  while (end < lines.length && belongs(lines[end])) end += 1
  return end
}

function quoteAt(lines, place, depth) {
  const end = endOf(lines, place, line => QUOTED.test(line))
  const inside = lines.slice(place, end).map(line => QUOTED.exec(line)[1])
  return [{ kind: "quote", blocks: blocksIn(inside, depth + 1) }, end]
}

function itemOf(line) {
  const bullet = BULLET.exec(line)
  if (bullet) return { indent: bullet[1].length, number: null, text: bullet[2] }
  const numbered = NUMBERED.exec(line)
  if (!numbered) return null
  return { indent: numbered[1].length, number: Number(numbered[2]), text: numbered[3] }
}

// What is indented more than its first item belongs to the item before it.
function listAt(lines, place, depth) {
  const first = itemOf(lines[place])
  const items = []
  let next = place
  while (next < lines.length) {
    const item = itemOf(lines[next])
    if (!item || item.indent > first.indent || (item.number === null) !== (first.number === null))
      break
    const end = endOf(lines, next + 1, line => line.trim() && indentOf(line) > first.indent)
    items.push(blocksIn([item.text, ...lines.slice(next + 1, end)], depth + 1))
    next = end
  }
  return [{ kind: "list", start: first.number, items }, next]
}

function indentOf(line) {
  return line.length - line.trimStart().length
}

// [{kind: "text", text}, {kind: "code", text}, {kind: "bold", pieces}, {kind: "italic", pieces},
//  {kind: "link", href, pieces}]
export function piecesOf(text, depth = 0) {
  const pieces = []
  let plain = ""
  for (let place = 0; place < text.length; ) {
    const found = depth < MOST_NESTED ? pieceAt(text, place, depth) : null
    if (found?.piece) {
      if (plain) pieces.push({ kind: "text", text: plain })
      pieces.push(found.piece)
      plain = ""
    } else plain += found ? found.text : text[place]
    place = found ? found.end : place + 1
  }
  if (plain) pieces.push({ kind: "text", text: plain })
  return pieces
}

function pieceAt(text, place, depth) {
  const sign = text[place]
  if (sign === "\\") return escapedAt(text, place)
  if (sign === "`") return codeAt(text, place)
  if (sign === "[") return linkAt(text, place)
  if (sign === "*" || sign === "_") return markedAt(text, place, depth)
  if (sign === "h" || sign === "H") return addressAt(text, place)
  return null
}

function escapedAt(text, place) {
  const next = text[place + 1] ?? ""
  return /^[!-/:-@[-`{-~]$/.test(next) ? { text: next, end: place + 2 } : null
}

function codeAt(text, place) {
  const fence = /^`+/.exec(text.slice(place))[0]
  const end = text.indexOf(fence, place + fence.length)
  const closes = end > 0 && text[end + fence.length] !== "`"
  if (!closes) return { text: fence, end: place + fence.length }
  const inside = text.slice(place + fence.length, end)
  const spaced = /^ (.*\S.*) $/.exec(inside)
  return { piece: { kind: "code", text: spaced ? spaced[1] : inside }, end: end + fence.length }
}

function linkAt(text, place) {
  const found = LINK.exec(text.slice(place))
  if (!found || !SAFE.test(found[2])) return null
  const pieces = piecesOf(found[1], MOST_NESTED)
  return { piece: { kind: "link", href: found[2], pieces }, end: place + found[0].length }
}

function addressAt(text, place) {
  if (place > 0 && /[\p{L}\p{N}]/u.test(text[place - 1])) return null
  const found = ADDRESS.exec(text.slice(place))
  if (!found) return null
  const href = bare(found[0])
  return {
    piece: { kind: "link", href, pieces: [{ kind: "text", text: href }] },
    end: place + href.length,
  }
}

// Without the signs that belong to the sentence around it.
function bare(address) {
  const trimmed = address.replace(/[.,;:!?'*_]+$/u, "")
  return trimmed.endsWith(")") && !trimmed.includes("(") ? bare(trimmed.slice(0, -1)) : trimmed
}

function markedAt(text, place, depth) {
  const mark = text[place + 1] === text[place] ? text.slice(place, place + 2) : text[place]
  const from = place + mark.length
  if (!text[from] || /\s/.test(text[from]) || (mark[0] === "_" && inWord(text[place - 1])))
    return { text: mark, end: from }
  const end = closing(text, from, mark)
  if (end < 0) return { text: mark, end: from }
  const pieces = piecesOf(text.slice(from, end), depth + 1)
  return { piece: { kind: MARKS[mark], pieces }, end: end + mark.length }
}

function closing(text, from, mark) {
  for (let end = text.indexOf(mark, from + 1); end > 0; end = text.indexOf(mark, end + 1)) {
    const [before, after] = [text[end - 1], text[end + mark.length]]
    if (mark.length === 1 && (after === mark || before === mark)) continue
    if (!/[\s\\]/.test(before) && !(mark[0] === "_" && inWord(after))) return end
  }
  return -1
}

function inWord(sign) {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
}
