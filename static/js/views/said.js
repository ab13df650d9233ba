// What people wrote on their ballots, as it is published.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { number, percent } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { kept } from "../receipts.js"

const WORDS_SHOWN = 30

// `me`: whose phone it is, if it is one's; `most`: how many texts there is room for.
export function saidView(poll, { me, most = Infinity } = {}) {
  if (poll.kind === "words") return wordsView(poll)
  return poll.kind === "text" ? textsView(poll, me, most) : nothing
}

function wordsView({ question, tally: { words, voters, merged } }) {
  const rows = Object.entries(words)
  const [shown, more] = [rows.slice(0, WORDS_SHOWN), rows.length - WORDS_SHOWN]
  return html`<table class="results">
      <caption>
        <bdi>${question}</bdi>
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">${_("Word")}</th>
          <th scope="col">${_("Share")}</th>
          <th scope="col">${_("How often")}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          ([word, n]) =>
            html`<tr>
              <th scope="row">
                <bdi>${word}</bdi>
                <progress class="bar" aria-hidden="true" max=${Math.max(1, voters)} value=${n}></progress>
              </th>
              <td class="num">${percent(n, voters)}</td>
              <td class="num soft">${number(n)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${merged ? html`<p class="soft num">${ngettext("The moderators have counted {n} word with another, or left it out.", "The moderators have counted {n} words with others, or left them out.", merged)}</p>` : nothing}
    ${more > 0 ? html`<p class="soft num">${ngettext("and {n} more word", "and {n} more words", more)}</p>` : nothing}`
}

function textsView(poll, me, most) {
  const approved = poll.contributions.filter(one => one.verdict === "approved")
  const shown = approved.slice(0, most)
  const more = approved.length - shown.length
  return html`<h3 class="said__question"><bdi>${poll.question}</bdi></h3>
    ${me ? ownView(poll, me) : nothing} ${themesView(poll.tally)}
    ${
      shown.length
        ? html`<ul class="said" aria-label=${_("Contributions")}>
            ${shown.map(oneView)}
          </ul>`
        : html`<p class="soft">${_("No contribution is shown.")}</p>`
    }
    <p class="soft num">
      ${more ? ngettext("and {n} more.", "and {n} more.", more) : nothing} ${countsText(poll.contributions)}
    </p>`
}

function oneView({ text, theme, author, edited }) {
  return html`<li>
    <p class="said__text"><bdi>${text}</bdi></p>
    ${
      theme || author || edited
        ? html`<p class="soft">
            ${theme ? html`<bdi>${theme}</bdi>` : nothing}
            ${author ? html`<bdi>${author.name}</bdi>` : nothing}
            ${edited ? _("edited by the moderators") : nothing}
          </p>`
        : nothing
    }
  </li>`
}

export function themesView({ themes }) {
  const rows = Object.entries(themes)
  if (!rows.length) return nothing
  return html`<table class="results">
    <caption class="said__themes">
      ${_("Contributions by theme")}
    </caption>
    <tbody>
      ${rows.map(
        ([theme, n]) =>
          html`<tr>
            <th scope="row">
              <bdi>${theme}</bdi>
              <progress class="bar" aria-hidden="true" max=${rows[0][1]} value=${n}></progress>
            </th>
            <td class="num soft">${number(n)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

// What became of the contribution that this page sent.
function ownView({ id, contributions }, me) {
  const receipt = kept(id, me.id)
  const own = receipt && contributions.find(one => one.receipt === receipt)
  if (!own) return nothing
  return html`<p class="notice" role="note">${fateText(own)}</p>`
}

function fateText({ verdict, edited, theme }) {
  const texts = {
    new: _("Your contribution was counted and has not been looked at."),
    approved: edited
      ? _("Your contribution is shown, as the moderators edited it.")
      : _("Your contribution is shown."),
    parked: _("Your contribution is counted under the theme “{theme}”.", { theme }),
    declined: _("Your contribution was counted and is not shown."),
  }
  return texts[verdict]
}

function countsText(contributions) {
  const hidden = contributions.filter(one => one.verdict !== "approved").length
  const all = ngettext("{n} contribution.", "{n} contributions.", contributions.length)
  return hidden ? `${all} ${ngettext("{n} is not shown.", "{n} are not shown.", hidden)}` : all
}
