import type { EndpointEvidence, Figure } from '../../../src/evidence/evidence.ts'
import { figures } from '../../../src/evidence/evidence.ts'
import type { RandomNumbers } from '../../../src/numeric/random-stream.ts'
import { printedAs } from '../../../src/reconstruct/candidate-figures.ts'

/** One figure of a paper printed wrong; the wrong figures share a group with the one that is named here. */
export interface Misprint {
  readonly kind: string
  readonly figure: string
  readonly evidence: EndpointEvidence
}

interface Kind {
  readonly name: string
  /** Whether a figure can be misprinted so. */
  readonly measure: Figure['measure'] | 'limit of a median'
  readonly wrong: (value: number, figure: Figure, random: RandomNumbers) => number
}

/** Up or down, whichever stays printable. */
const points =
  (by: number) =>
  (value: number, _: Figure, random: RandomNumbers): number => {
    const up = value + by > 0.985 || (value - by >= 0.015 && random.uniform() < 0.5) ? -1 : 1
    return value + up * by
  }

export const kinds: readonly Kind[] = [
  { name: 'landmark, 3 points', measure: 'survival', wrong: points(0.03) },
  { name: 'landmark, 5 points', measure: 'survival', wrong: points(0.05) },
  { name: 'landmark, 10 points', measure: 'survival', wrong: points(0.1) },
  { name: 'landmark, digits swapped', measure: 'survival', wrong: swapped },
  { name: 'median x 1.5', measure: 'median', wrong: (value) => 1.5 * value },
  { name: 'limit of a median, digits swapped', measure: 'limit of a median', wrong: swapped },
  {
    ...{ name: 'events, 15% off', measure: 'events' },
    wrong: (value, _, random) => Math.round(value * (random.uniform() < 0.5 ? 0.85 : 1.15)),
  },
  { name: 'hazard ratio inverted', measure: 'hazard-ratio', wrong: (value) => 1 / value },
  { name: 'number at risk, digits swapped', measure: 'at-risk', wrong: swapped },
  { name: 'patients of an arm, digits swapped', measure: 'patients', wrong: swapped },
  { name: 'median follow-up halved', measure: 'follow-up-median', wrong: (value) => value / 2 },
]

/** The first two digits that differ by two or more change places: 54.9 to 45.9; as it was where there are none. */
function swapped(value: number, { printed }: Figure): number {
  const number = /[\d.]+/.exec(printed)?.[0] ?? ''
  const [whole = '', ...rest] = number.split('.')
  const digits = Array.from(whole, Number)
  const at = digits.findIndex((it, k) => k + 1 < digits.length && Math.abs(it - digits[k + 1]!) >= 2)
  if (at < 0) return value
  const other = `${whole.slice(0, at)}${whole[at + 1]}${whole[at]}${whole.slice(at + 2)}`
  return (value * Number([other, ...rest].join('.'))) / Number(number)
}

/** One misprint of a kind, in a figure chosen at random among those that can have it; null where none can. */
export function misprinted(evidence: EndpointEvidence, kind: Kind, random: RandomNumbers): Misprint | null {
  const able = figures(evidence).filter((it) => {
    const { measure, quantity } = it
    if (quantity.kind !== 'number' || quantity.value <= 0 || it.time === 0) return false
    if (measure === 'survival' && (quantity.value > 0.97 || quantity.value < 0.03)) return false
    return kind.measure === 'limit of a median' ? measure.startsWith('median-') : measure === kind.measure
  })
  if (able.length === 0) return null
  const figure = able[random.integer(able.length)]!
  const { quantity } = figure
  const value = quantity.kind === 'number' ? quantity.value : 0
  const wrong = printedAs(figure, kind.wrong(value, figure, random))
  const apart = wrong.quantity.kind === 'number' ? Math.abs(Math.log(wrong.quantity.value / value)) : 0
  if (wrong.printed === figure.printed || !(apart > 0.02)) return null
  const changes = new Map([[figure, wrong]])
  const interval = evidence.contrasts.find(({ hazardRatio }) => hazardRatio?.estimate === figure)?.hazardRatio?.interval
  if (interval) {
    const { lower, upper } = interval
    const inverse = (it: Figure): number => (it.quantity.kind === 'number' ? 1 / it.quantity.value : NaN)
    changes.set(lower, printedAs(lower, inverse(upper))).set(upper, printedAs(upper, inverse(lower)))
  }
  return { kind: kind.name, figure: figure.id, evidence: exchanged(evidence, changes) }
}

/** The same evidence with some figures in place of others. */
function exchanged(evidence: EndpointEvidence, changes: ReadonlyMap<Figure, Figure>): EndpointEvidence {
  const it = structuredClone(evidence)
  const [before, after] = [figures(evidence), figures(it)]
  for (const [from, to] of changes) Object.assign(after[before.indexOf(from)]!, to)
  return it
}
