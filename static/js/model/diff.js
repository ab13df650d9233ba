// What has become of a text, word by word. Pure.

const WORDS = /\s+|\p{Script=Han}|\p{Script=Hiragana}+|\p{Script=Katakana}+|[\p{L}\p{N}\p{M}]+|[^]/gu
const MOST_COMPARED = 1_000_000 // pairs of words

// [{kind: "same" | "gone" | "new", text}], of which same and gone make up the text before, same
// and new the text after. Texts that are too long to be compared are told as two.
export function differences(before, after) {
  const [was, is] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []]
  const head = shared(was, is)
  const tail = shared(was.slice(head).reverse(), is.slice(head).reverse())
  const middle = compared(was.slice(head, was.length - tail), is.slice(head, is.length - tail))
  return merged([
    ...was.slice(0, head).map(text => ({ kind: "same", text })),
    ...middle,
    ...was.slice(was.length - tail).map(text => ({ kind: "same", text })),
  ])
}

function shared(one, other) {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1
  return length
}

function compared(was, is) {
  if (was.length * is.length > MOST_COMPARED) return [...told("gone", was), ...told("new", is)]
  const longest = longestShared(was, is)
  const steps = []
  let [i, j] = [0, 0]
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) {
      steps.push({ kind: "same", text: was[i] })
      ;[i, j] = [i + 1, j + 1]
    } else if (j === is.length || (i < was.length && longest[i + 1][j] >= longest[i][j + 1]))
      steps.push({ kind: "gone", text: was[i++] })
    else steps.push({ kind: "new", text: is[j++] })
  }
  return steps
}

// How many words the rests of both, from each pair of places on, have in common in their order.
function longestShared(was, is) {
  const rows = Array.from({ length: was.length + 1 }, () => new Uint32Array(is.length + 1))
  for (let i = was.length - 1; i >= 0; i -= 1)
    for (let j = is.length - 1; j >= 0; j -= 1)
      rows[i][j] =
        was[i] === is[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1])
  return rows
}

function told(kind, words) {
  return words.map(text => ({ kind, text }))
}

// Runs of the same kind as one; of what was replaced the old before the new.
function merged(steps) {
  const runs = []
  for (const { kind, text } of steps) {
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += text
    else runs.push({ kind, text })
  }
  return runs
}
