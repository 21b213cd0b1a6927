import { agrees } from '../../../src/evidence/agrees.ts'
import type { Figure } from '../../../src/evidence/evidence.ts'
import { inOrder } from '../../../src/reconstruct/reconstruct.ts'
import { twinsOf } from '../../../src/reconstruct/rebuilt-figure.ts'
import type { Reconstruction } from '../../../src/reconstruct/reconstruction.ts'

export const figureKinds = [
  'events, total',
  'events of an arm',
  'landmark',
  'limit of a landmark',
  'median',
  'limit of a median',
  'restricted mean',
  'number at risk',
  'hazard ratio',
  'limit of the hazard ratio',
  'p-value',
  'follow-up',
] as const
type FigureKind = (typeof figureKinds)[number]

/** A printed figure over the draws. */
export interface KeptFigure {
  readonly kind: FigureKind
  readonly figure: string
  /** Share of the draws in which it rounds to the print. */
  readonly kept: number
  /** Of each draw in which it does not: how far off, in the unit of the figure, a ratio on the log scale; Infinity where it does not exist. */
  readonly off: readonly number[]
}

/** How far the drawn patients give back each figure that went in and that patients can give back. */
export function figuresKept(result: Reconstruction, draws: number): KeptFigure[] {
  const evidence = inOrder(result.evidence)
  const wanted = result.fidelity
    .filter((it) => it.role === 'input' && (it.verdict === 'reproduced' || it.verdict === 'missed'))
    .flatMap(({ figure }) => {
      const kind = kindOf(figure)
      return kind === null ? [] : [{ figure, kind, off: [] as number[] }]
    })
  for (let k = 0; k < draws; k += 1) {
    const twins = twinsOf(evidence, result.drawPatients(k), result.horizon.months)
    for (const { figure, off } of wanted) {
      const value = twins.get(figure)?.value ?? null
      if (!agrees(figure, value)) off.push(distance(figure, value))
    }
  }
  return wanted.map(({ figure, kind, off }) => ({ kind, figure: figure.id, kept: 1 - off.length / draws, off }))
}

function distance({ quantity, unit }: Figure, value: number | null): number {
  if (value === null || !('value' in quantity)) return Infinity
  return unit === 'ratio' ? Math.abs(Math.log(value / quantity.value)) : Math.abs(value - quantity.value)
}

function kindOf({ measure, arm }: Figure): FigureKind | null {
  switch (measure) {
    case 'patients':
      return null
    case 'events':
      return arm === 'all' ? 'events, total' : 'events of an arm'
    case 'survival':
      return 'landmark'
    case 'survival-lower':
    case 'survival-upper':
      return 'limit of a landmark'
    case 'median':
      return 'median'
    case 'median-lower':
    case 'median-upper':
      return 'limit of a median'
    case 'rmst':
    case 'rmst-lower':
    case 'rmst-upper':
    case 'rmst-difference':
    case 'rmst-difference-lower':
    case 'rmst-difference-upper':
      return 'restricted mean'
    case 'at-risk':
      return 'number at risk'
    case 'hazard-ratio':
      return 'hazard ratio'
    case 'hazard-ratio-lower':
    case 'hazard-ratio-upper':
      return 'limit of the hazard ratio'
    case 'p-value':
      return 'p-value'
    case 'follow-up-median':
    case 'follow-up-minimum':
    case 'follow-up-maximum':
      return 'follow-up'
  }
}
