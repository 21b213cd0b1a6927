/** What a statement about who could take part says in comparable terms. */
export interface Eligibility {
  /** Earlier lines of treatment, both included; `null` where it says none. */
  readonly lines: { readonly from: number; readonly to: number; readonly words: string } | null
  /** "lenalidomide refractory", "her2 positive": what the disease had to be. */
  readonly conditions: readonly string[]
}

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const number = `(\\d+|${numbers.join('|')})`
/** "previous regimens", "prior lines of therapy", "earlier treatments". */
const lines = '(?:prior|previous|earlier)\\s+(?:\\w+\\s+)?(?:lines?|regimens?|therap(?:y|ies)|treatments?)'

const ranges: readonly (readonly [RegExp, (first: number, second: number) => readonly [number, number]])[] = [
  [new RegExp(`\\b${number}\\s*(?:to|or|and|-|–)\\s*${number}\\s+${lines}`, 'iu'), (a, b) => [a, b]],
  [new RegExp(`(?:at least|>=|≥|minimum of)\\s*${number}\\s+${lines}`, 'iu'), (a) => [a, Infinity]],
  [new RegExp(`\\b${number}\\s+or more\\s+${lines}`, 'iu'), (a) => [a, Infinity]],
  [new RegExp(`\\b(?:up to|at most)\\s*${number}\\s+${lines}`, 'iu'), (a) => [0, a]],
]

const states = 'refractory|resistant|positive|negative|naive|mutated|mutant|amplified|deficient'

/** Reads numbers of earlier lines and conditions such as "lenalidomide-refractory" or "refractory to lenalidomide"; what it does not know it leaves. */
export function eligibility(words: string): Eligibility {
  const compound = [...words.matchAll(new RegExp(`([\\p{L}\\d]+(?:-class)?)-(${states})\\b`, 'giu'))]
  const apart = [...words.matchAll(new RegExp(`\\b(refractory|resistant)\\s+to\\s+([\\p{L}\\d]+)`, 'giu'))]
  const conditions = [
    ...compound.map(([, what = '', state = '']) => `${what} ${state}`),
    ...apart.map(([, state = '', what = '']) => `${what} ${state}`),
  ].map((it) => it.toLowerCase())
  return { lines: linesOf(words), conditions: [...new Set(conditions)].filter((it) => !/^(the|last|a|an) /u.test(it)) }
}

function linesOf(words: string): Eligibility['lines'] {
  for (const [pattern, range] of ranges) {
    const [found, first, second] = pattern.exec(words) ?? []
    if (found === undefined) continue
    const [from, to] = range(valueOf(first), valueOf(second))
    return { from, to, words: found }
  }
  return null
}

function valueOf(text = '0'): number {
  const word = numbers.indexOf(text.toLowerCase())
  return word === -1 ? Number(text) : word
}
