// A poll's words in the reader's language, or in that in which they were written.

import { _ } from "../i18n.js"

// `also`: a second language that is shown beside, or nothing. `foreign`: the language of the
// words, where the reader's was to be had and is not.
export function worded(poll, languages, language, also) {
  const [base] = languages
  const own = translation(poll, language === base ? null : language)
  const beside = translation(poll, also === base ? null : also)
  const foreign = language !== base && languages.includes(language) && lacks(poll, own)
  return {
    ...poll,
    question: own?.question || questionOf(poll),
    ends: poll.ends.map((end, nth) => own?.ends[nth] || end),
    options: optionsOf(poll, own, beside),
    also: beside?.question ?? "",
    foreign: foreign ? base : null,
  }
}

// Whether there are words that are not translated. Numbers need not be.
function lacks({ usual, kind, options, ends }, own) {
  const written = kind === "rating" ? [] : options.filter(option => !option.standard)
  return (
    (!usual && !own?.question) ||
    written.some((_option, nth) => !own?.options[nth]) ||
    ends.some((end, nth) => end && !own?.ends[nth])
  )
}

// A pulse needs none.
export function questionOf({ question }) {
  return question || _("Do you agree?")
}

function translation({ translations }, language) {
  return (language && translations[language]) || null
}

function optionsOf({ options }, own, beside) {
  let nth = -1
  return options.map(option => {
    if (option.standard) return option
    nth += 1
    return {
      ...option,
      text: own?.options[nth] || option.text,
      also: beside?.options[nth] ?? "",
    }
  })
}
