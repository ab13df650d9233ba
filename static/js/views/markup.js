// A note with its bold and italic words, its links, lists and quotes: elements, never HTML.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { blocksOf } from "../model/markup.js"

export function markupView(text) {
  return html`<div class="note__text">${blocksOf(text).map(blockView)}</div>`
}

function blockView(block) {
  if (block.kind === "quote")
    return html`<blockquote dir="auto">${block.blocks.map(blockView)}</blockquote>`
  if (block.kind === "paragraph") return html`<p dir="auto">${linesView(block.lines)}</p>`
  const items = block.items.map(item => html`<li dir="auto">${itemView(item)}</li>`)
  if (block.start === null) return html`<ul dir="auto">${items}</ul>`
  return html`<ol dir="auto" start=${block.start === 1 ? nothing : block.start}>${items}</ol>`
}

// What stands in an item first needs no paragraph around it.
function itemView([first, ...rest]) {
  if (first?.kind !== "paragraph") return [first, ...rest].filter(Boolean).map(blockView)
  return [linesView(first.lines), ...rest.map(blockView)]
}

function linesView(lines) {
  return lines.map((pieces, nth) => html`${nth ? html`<br />` : nothing}${pieces.map(pieceView)}`)
}

function pieceView(piece) {
  if (piece.kind === "text") return piece.text
  if (piece.kind === "code") return html`<code>${piece.text}</code>`
  const inside = piece.pieces.map(pieceView)
  if (piece.kind === "bold") return html`<strong>${inside}</strong>`
  if (piece.kind === "italic") return html`<em>${inside}</em>`
  return html`<a href=${piece.href} target="_blank" rel="noopener noreferrer nofollow">${inside}</a>`
}
