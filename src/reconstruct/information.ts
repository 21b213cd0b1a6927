import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { EvidenceRow, InformationRow, StretchRow } from '../result/information-row.ts'
import { coverageIsMeasured } from './coverage-is-measured.ts'
import { estimate } from './estimate.ts'
import { evidenceTimeline } from './evidence-timeline.ts'
import type { FigureWorth } from './figure-worth.ts'
import type { ArmGrades } from './grades.ts'
import { gradesOf, stretchesOf } from './grades.ts'
import type { Horizon } from './horizon.ts'
import type { InformationOptions } from './missing-figure-worth.ts'
import { inTurn, worthOf } from './missing-figure-worth.ts'
import { usual } from './reconstruct.ts'
import { printedLongest, watchedUntil } from './watched-until.ts'

/** More questions are hardly answered. */
const mostAsked = 5

/** What the figures of an endpoint tell, where, and what they leave open. */
export interface Information {
  readonly horizon: Horizon
  /** Whether coverage of the bands was measured for figures of this kind. */
  readonly calibrated: boolean
  readonly timeline: readonly EvidenceRow[]
  /** By arm, on the grid of its curve. */
  readonly arms: readonly ArmGrades[]
  readonly stretches: readonly StretchRow[]
  /** Each by itself, the most valuable first. */
  readonly missing: readonly FigureWorth[]
  /** Five to ask for in turn: each with its worth once those before are known. */
  readonly ask: readonly FigureWorth[]
  /** Months up to which these are asked for: the longest follow-up, or what the figures prove where that is not printed. */
  readonly until: number
  /** Whether the longest follow-up is printed; else it is to be asked for as well, first of all. */
  readonly longestPrinted: boolean
}

/**
 * The information grade of printed figures: an evidence timeline with what each figure takes away from the band, how well each stretch of each
 * curve is known ({@link gradesOf} defines the words), and what one more figure would be worth. All of it is the model's, from
 * the prior and the linearised posterior; none of it depends on a seed. Null where nothing tells of time.
 */
export function information(evidence: EndpointEvidence, options: InformationOptions = {}): Information | null {
  const estimated = estimate(evidence, options.prior ?? usual)
  if (estimated === null) return null
  const arms = gradesOf(evidence, estimated)
  return {
    horizon: estimated.horizon,
    calibrated: options.prior === undefined && coverageIsMeasured(evidence, estimated, usual),
    timeline: evidenceTimeline(evidence, estimated),
    arms,
    stretches: arms.flatMap((it) => stretchesOf(evidence, it)),
    missing: worthOf(evidence, estimated, options),
    ask: inTurn(evidence, estimated, mostAsked, options),
    until: watchedUntil(estimated.believed, estimated.horizon.months),
    longestPrinted: printedLongest(evidence) !== null,
  }
}

/** The rows of `information.csv`. */
export function informationRows(
  { trial, endpoint }: Pick<EndpointEvidence, 'trial' | 'endpoint'>,
  { timeline, stretches, missing }: Information,
): InformationRow[] {
  const place = { trial, endpoint }
  return [
    ...timeline.map(({ arm, kind, from, to, figure, label, reported, share }): InformationRow => ({
      ...{ ...place, arm, row: 'figure', kind, from, to, figure, label, reported, grade: '', width: null, share },
    })),
    ...stretches.map(({ arm, grade, from, to, width, explained }): InformationRow => ({
      ...{ ...place, arm, row: 'stretch', kind: '', from, to, figure: '', label: '', reported: '', grade, width },
      share: explained,
    })),
    ...missing.map(({ figure: label, arm, kind, time, shrinkage, points }): InformationRow => ({
      ...{ ...place, arm, row: 'missing', kind, from: time, to: time, figure: '', label, reported: '', grade: '' },
      width: points,
      share: shrinkage,
    })),
  ]
}
