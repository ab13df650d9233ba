// What was written on the ballots of a poll, as moderators look through it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { repeat } from "../../vendor/lit-html/directives/repeat.js"
import { closeBeside } from "../dialog.js"
import { number } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { closeButton } from "./ask.js"
import { refusedView } from "./refused.js"
import { themesView } from "./said.js"

export function contributionsDeskView(poll, model, actions) {
  if (poll.kind === "words") return wordsView(poll, actions)
  if (poll.kind !== "text") return nothing
  const left = poll.contributions.filter(one => one.verdict === "new").length
  return html`<section class="said-desk" aria-label=${_("Contributions")}>
    <p class=${left ? "run__private num" : "soft num"}>
      ${left ? ngettext("{n} to look at: until then it is not shown.", "{n} to look at: until then they are not shown.", left) : _("All have been looked at.")}
    </p>
    <ol aria-label=${_("Contributions")}>
      ${repeat(
        poll.contributions,
        one => one.id,
        one => oneView(one, model, actions),
      )}
    </ol>
    ${themesView(poll.tally)}
  </section>`
}

function oneView(one, model, actions) {
  return html`<li class="said-desk__one said-desk__one--${one.verdict}">
    <p class="said__text"><bdi>${one.text}</bdi></p>
    <p class="soft">
      ${verdictText(one)} ${one.theme ? html`· <bdi>${one.theme}</bdi>` : nothing}
      ${one.author ? html`· <bdi>${one.author.name}</bdi>` : nothing}
      ${one.edited ? html`· ${_("edited")}` : nothing}
    </p>
    <div class="row">
      ${
        one.verdict === "approved"
          ? nothing
          : html`<button type="button" @click=${() => actions.approve(one)}>${_("Approve")}</button>`
      }
      ${
        one.verdict === "declined"
          ? nothing
          : html`<button type="button" @click=${() => actions.decline(one)}>${_("Decline")}</button>`
      }
      <button type="button" @click=${() => actions.editContribution(one)}>
        ${_("Edit or park…")}
      </button>
    </div>
    ${refusedView(model, `contribution/${one.id}`, actions)}
  </li>`
}

function verdictText({ verdict }) {
  const texts = {
    new: _("not looked at"),
    approved: _("approved"),
    parked: _("parked, not shown"),
    declined: _("declined"),
  }
  return texts[verdict]
}

// As what each word counts: itself, another of the list, or nothing.
function wordsView(poll, actions) {
  const { spelt, counted_as, words } = poll.tally
  const known = Object.keys(spelt ?? {})
  return html`<details>
    <summary>${_("Count words together, or leave some out")}</summary>
    <ul class="said-desk__words" aria-label=${_("Words")}>
      ${known.map(word => wordView(poll, word, { spelt, counted_as, known }, actions))}
    </ul>
    <p class="soft num">
      ${ngettext("{n} word is shown.", "{n} words are shown.", Object.keys(words).length)}
    </p>
  </details>`
}

function wordView(poll, word, { spelt, counted_as, known }, actions) {
  const target = word in counted_as ? counted_as[word] : word
  const chosen = target === null ? "out" : target === word ? "self" : `as ${target}`
  const choose = ({ target: { value } }) =>
    actions.countWord(poll, word, value === "out" ? null : value === "self" ? word : value.slice(3))
  return html`<li class="row">
    <span class="grow"><bdi>${word}</bdi> <span class="soft num">${number(spelt[word])}</span></span>
    <select aria-label=${_("Count “{word}” as", { word })} .value=${chosen} @change=${choose}>
      <option value="self" ?selected=${chosen === "self"}>${_("itself")}</option>
      <option value="out" ?selected=${chosen === "out"}>${_("left out")}</option>
      ${known
        .filter(other => other !== word)
        .map(
          other =>
            html`<option value="as ${other}" ?selected=${chosen === `as ${other}`}>${other}</option>`,
        )}
    </select>
  </li>`
}

export function contributionFormView(model, actions) {
  return html`<dialog
    id="contribution-form"
    class="drawer"
    aria-labelledby="contribution-form-title"
    @click=${closeBeside}
  >
    ${model.form?.kind === "contribution" ? keyed(model.form, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { one, themes } = model.form
  const judge = verdict => event => {
    const { text, theme } = Object.fromEntries(new FormData(event.target.form))
    const shown = verdict === "approved" && text !== one.written ? { text } : {}
    actions.judge(one, { verdict, theme: theme.trim(), ...shown })
  }
  return html`<form class="stack" @submit=${event => event.preventDefault()}>
    <div class="drawer__head">
      <h2 id="contribution-form-title">${_("Edit or park a contribution")}</h2>
      ${closeButton()}
    </div>
    <div class="field">
      <label for="contribution-text">${_("As it is shown")}</label>
      <textarea
        id="contribution-text"
        name="text"
        dir="auto"
        rows="5"
        maxlength=${model.limits.contribution ?? 500}
        .defaultValue=${one.text}
      ></textarea>
    </div>
    <div class="field">
      <label for="contribution-theme">${_("Theme")}</label>
      <input
        id="contribution-theme"
        name="theme"
        dir="auto"
        list="contribution-themes"
        maxlength=${model.limits.theme ?? 80}
        .defaultValue=${one.theme}
      />
      <datalist id="contribution-themes">
        ${themes.map(theme => html`<option value=${theme}></option>`)}
      </datalist>
    </div>
    <p class="soft">${_("Its author sees on their own phone what became of it.")}</p>
    ${refusedView(model, "contribution-form", actions)}
    <div class="row">
      <button type="button" class="main" @click=${judge("approved")}>${_("Show it so")}</button>
      <button type="button" @click=${judge("parked")}>${_("Park under the theme")}</button>
      <button type="button" @click=${judge("declined")}>${_("Decline")}</button>
    </div>
  </form>`
}
