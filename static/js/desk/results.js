// Taking a result along: as a sentence, as a table, as a picture.

import { announce } from "../announce.js"
import { number, percent } from "../format.js"
import { _ } from "../i18n.js"
import { paint, pictureOf, svgOf } from "../model/picture.js"
import { rows } from "../model/polls.js"
import { optionText } from "../views/option.js"
import { ratingText } from "../views/preferences.js"
import { declinedText, quorumText, turnoutText } from "../views/results.js"

const SHARPNESS = 2

export function resultActs() {
  return {
    copySentence: poll => copy(sentenceOf(poll)),
    copyTable: poll => copy(tableOf(poll)),
    saveSvg(poll) {
      const svg = svgOf(picture(poll), mirrored())
      save(new Blob([svg], { type: "image/svg+xml" }), "svg")
    },
    savePng(poll) {
      const drawn = picture(poll)
      const canvas = document.createElement("canvas")
      canvas.width = drawn.width * SHARPNESS
      canvas.height = drawn.height * SHARPNESS
      const pen = canvas.getContext("2d")
      pen.scale(SHARPNESS, SHARPNESS)
      paint(pen, drawn, mirrored())
      canvas.toBlob(blob => save(blob, "png"))
    },
  }
}

// What there is to count: words, themes, options
function counted(poll) {
  const { words, themes, voters } = poll.tally
  const said = Object.entries(words ?? themes ?? {}).map(([label, count]) => ({
    label,
    count,
    share: voters ? count / voters : 0,
  }))
  const options = rows(poll).map(row => ({ ...row, label: optionText(row.option) }))
  return [...said, ...options]
}

// “What comes first? Law: 12 (40%), Training: 18 (60%). 30 of 71 voted. Percentages are …”
function sentenceOf(poll) {
  const told = counted(poll).map(({ label, count, share }) =>
    _("{option}: {count} ({share})", {
      option: label,
      count: number(count),
      share: percent(share, 1),
    }),
  )
  return `${poll.question} ${told.join(_(", "))}. ${notesOf(poll).join(" ")}`
}

// With tabs, as spreadsheets and word processors take it.
function tableOf(poll) {
  const told = counted(poll).map(({ label, count, share }) =>
    [label, count, percent(share, 1)].join("\t"),
  )
  const heading = [_("Option"), _("Votes"), _("Share")].join("\t")
  return [poll.question, heading, ...told, ...notesOf(poll)].join("\n")
}

// What else there is to say: by which method, and of whom the percentages are.
function notesOf(poll) {
  const { points } = poll.tally
  const borda = points && optionsWith(poll, points).map(([name, n]) => `${name} ${number(n)}`)
  return [
    poll.kind === "pulse" && _("A quick pulse: indicative, not a vote."),
    points && _("The numbers are first preferences."),
    borda && _("Points by the Borda count: {points}.", { points: borda.join(_(", ")) }),
    ratingText(poll),
    turnoutText(poll),
    declinedText(poll),
    quorumText(poll),
    poll.kind !== "text" && _("Percentages are of those who voted."),
  ].filter(text => typeof text === "string")
}

function optionsWith({ options }, points) {
  return options.filter(({ id }) => id in points).map(one => [optionText(one), points[one.id]])
}

function picture(poll) {
  return pictureOf({
    title: poll.question,
    rows: counted(poll).map(({ label, count, share }) => ({
      label,
      share,
      numbers: `${percent(share, 1)} · ${number(count)}`,
    })),
    notes: notesOf(poll),
  })
}

function mirrored() {
  return document.dir === "rtl"
}

async function copy(text) {
  await navigator.clipboard.writeText(text)
  announce(_("Copied"))
}

function save(blob, form) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = `${document.body.dataset.code}-result.${form}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
