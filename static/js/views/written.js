// The part of a ballot on which one writes: a text, or some words.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { live } from "../../vendor/lit-html/directives/live.js"
import { _ } from "../i18n.js"
import { declines } from "../model/ballot.js"
import { receiptOf } from "../receipts.js"

export function writtenView(poll, paper, model, ballots) {
  const said = declines(paper.choice, poll) ? [] : paper.choice
  return poll.kind === "text"
    ? textView(poll, said, model, ballots)
    : wordsView(poll, said, model, ballots)
}

function textView(poll, [text = ""], { limits, me }, ballots) {
  const most = limits.contribution ?? 500
  const write = ({ target: { value } }) =>
    ballots.write(poll, value.trim() ? [value, receiptOf(poll.id, me.id)] : [])
  return html`<div class="field">
    <label for="text-${poll.id}">${_("Your contribution")}</label>
    <textarea
      id="text-${poll.id}"
      rows="4"
      dir=${text ? "auto" : nothing}
      maxlength=${most}
      .value=${live(text)}
      @input=${write}
    ></textarea>
    <p class="field__hint num">${_("{n} of {most} characters", { n: text.length, most })}</p>
  </div>`
}

function wordsView(poll, words, { limits }, ballots) {
  const write = event => {
    const fields = [...event.target.closest("[data-words]").querySelectorAll("input")]
    ballots.write(poll, trimmed(fields.map(field => field.value)))
  }
  return html`<div class="stack" data-words>
    ${Array.from(
      { length: poll.max },
      (_nothing, nth) =>
        html`<div class="field">
          <label for="word-${poll.id}-${nth}">${_("Word or short phrase {n}", { n: nth + 1 })}</label>
          <input
            id="word-${poll.id}-${nth}"
            dir=${words[nth] ? "auto" : nothing}
            autocomplete="off"
            maxlength=${limits.word ?? 40}
            .value=${live(words[nth] ?? "")}
            @input=${write}
          />
        </div>`,
    )}
  </div>`
}

// Without the fields at the end in which nothing is written.
function trimmed(words) {
  const last = words.findLastIndex(word => word.trim())
  return words.slice(0, last + 1)
}
