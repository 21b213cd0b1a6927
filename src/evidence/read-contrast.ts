import { contrastOrdinal } from '../record/figure-id.ts'
import type { Path } from '../record/spans.ts'
import type { Trial, TrialContrast } from '../record/trial.ts'
import type {
  ContrastEvidence,
  EstimateFigure,
  Figure,
  HazardRatioEvidence,
  RestrictedMeanDifference,
} from './evidence.ts'
import type { FigureReader } from './figure-reader.ts'
import { readMeanDifferences } from './read-restricted-means.ts'
import type { RecordProblem } from './record-problem.ts'

type HazardRatio = NonNullable<TrialContrast['hazard ratio']>

/** A contrast of the record with the arms that it compares. */
export interface NamedContrast {
  readonly contrast: TrialContrast
  readonly path: Path
  readonly numerator: string
  readonly denominator: string
  /** Which of the contrasts of these arms it is, from 1 on: part of its ids. */
  readonly ordinal: number
}

/**
 * The contrasts of an endpoint that go in: the main one first, then the first further one of every other pair of its arms; those that print
 * no hazard ratio, p-value or difference in restricted means are passed over.
 */
export function namedContrasts(trial: Trial, id: string): readonly NamedContrast[] {
  const { contrast, 'further contrasts': further = [] } = trial.endpoints[id] ?? {}
  const main = contrast === undefined ? [] : [{ contrast, path: ['endpoints', id, 'contrast'], ordinal: 1 }]
  const others = further.map((it, index) => ({
    contrast: it,
    path: ['endpoints', id, 'further contrasts', index],
    ordinal: contrastOrdinal(trial, id, index),
  }))
  const found: NamedContrast[] = []
  for (const it of [...main, ...others]) {
    const pair = pairOf(trial, id, it.contrast)
    if (pair === null || (it.contrast['hazard ratio'] ?? it.contrast.p ?? it.contrast['rmst difference']) === undefined)
      continue
    const arms = [pair.numerator, pair.denominator]
    if (found.some(({ numerator, denominator }) => arms.includes(numerator) && arms.includes(denominator))) continue
    found.push({ ...it, ...pair })
  }
  return found
}

/** The experimental arm against the control arm unless the record says otherwise; null where that is not clear. */
function pairOf(
  trial: Trial,
  id: string,
  { arm, versus }: TrialContrast,
): Pick<NamedContrast, 'numerator' | 'denominator'> | null {
  const arms = Object.keys(trial.endpoints[id]?.arms ?? {})
  const named = (role: string): readonly string[] => arms.filter((it) => trial.arms[it]?.role === role)
  const experimental = named('experimental')
  const numerator = arm ?? (experimental.length === 1 ? experimental[0] : undefined)
  const denominator = versus ?? named('control')[0]
  const given = (it: string | undefined): it is string => it !== undefined && arms.includes(it)
  return given(numerator) && given(denominator) && numerator !== denominator ? { numerator, denominator } : null
}

interface ReadContrasts {
  readonly contrasts: readonly ContrastEvidence[]
  readonly restrictedMeanDifferences?: readonly RestrictedMeanDifference[]
}

/** Ratios and tests of every pair of arms that is compared. */
export function readContrasts(reader: FigureReader, trial: Trial, id: string): ReadContrasts {
  const main = trial.endpoints[id]?.contrast
  if (main !== undefined && pairOf(trial, id, main) === null) {
    reader.problems.push({
      severity: 'error',
      rule: 'unclear-contrast',
      path: ['endpoints', id, 'contrast'],
      atKey: true,
      message: 'it is not clear which arm is compared with which',
      expected: 'one experimental and one control arm of this endpoint, or their names',
      mend: 'say "arm" and "versus" in the contrast, and list both under the arms of the endpoint',
    })
  }
  const read = namedContrasts(trial, id).map((it) => readContrast(reader, trial, id, it))
  const differences = read.flatMap((it) => it.differences).sort((a, b) => a.tau - b.tau)
  const contrasts = read.map(({ contrast }) => contrast)
  return { contrasts, ...(differences.length > 0 && { restrictedMeanDifferences: differences }) }
}

function readContrast(
  reader: FigureReader,
  trial: Trial,
  id: string,
  named: NamedContrast,
): {
  readonly contrast: ContrastEvidence
  readonly differences: readonly RestrictedMeanDifference[]
} {
  const { contrast, path, numerator, denominator, ordinal } = named
  const arm = `${numerator}-vs-${denominator}`
  const within = [contrast, ...(trial.endpoints[id] === undefined ? [] : [trial.endpoints[id]])]
  const ratio = contrast['hazard ratio']
  const place = { arm, within, ordinal, path: [...path, 'hazard ratio', 'printed'] }
  const estimate = reader.estimate(ratio, { ...place, measure: 'hazard-ratio' })
  if (estimate !== null) checkPoint(reader, estimate, place.path)
  const figure = reader.quantity(contrast.p, { ...place, path: [...path, 'p', 'printed'], measure: 'p-value' })
  const kind = ratio && definitionOfRatio(reader, ratio, [...path, 'hazard ratio'])
  const differences = readMeanDifferences(reader, contrast, { numerator, denominator }, { path, within, ordinal })
  const understood = ratio?.['events after'] === undefined || kind?.eventsAfter !== null
  if (ratio && estimate && kind?.comparable === false && understood) {
    reader.problems.push(shownBeside(estimate.estimate, ratio, place.path))
  }
  const pValue = contrast.p && figure ? { figure, test: contrast.p.test, stratified: contrast.p.stratified } : null
  const hazardRatio = kind && estimate ? { ...estimate, ...kind } : null
  return { contrast: { numerator, denominator, hazardRatio, pValue }, differences }
}

/** A ratio of another definition than ours does not drive the curves. */
function shownBeside({ id, printed }: Figure, ratio: HazardRatio, path: Path): RecordProblem {
  const window = ratio['events after']
  const source = ratio.definition?.source ?? ratio.source
  const by = source === undefined ? '' : ` (by ${source})`
  const kind = window === undefined ? 'is no plain Cox ratio' : `counts only events after ${window}`
  const message = `${id} ${printed} ${kind}${by}: it does not go in, and is shown beside the ratio of all rebuilt events`
  return { severity: 'note', rule: 'not-used', path, message, figures: [id] }
}

/** Hazard ratios are printed with decimals: a whole 46 is .46 whose point was lost, unless somebody says otherwise. */
function checkPoint(reader: FigureReader, { estimate, interval }: EstimateFigure, path: Path): void {
  for (const { printed, quantity, id } of [estimate, interval?.lower, interval?.upper].filter(
    (it) => it !== undefined,
  )) {
    if (quantity.kind !== 'number' || quantity.decimals > 0 || quantity.value < 10) continue
    reader.problems.push({
      severity: 'error',
      rule: 'lost-point',
      path,
      message: `a hazard ratio of ${printed} is hardly meant: its decimal point seems to be missing`,
      expected: 'a ratio with its decimals, such as 0.46',
      found: printed,
      mend: `write 0.${printed} if the paper prints .${printed}; if it does print ${printed}, write ${printed}.0 and say so in the note`,
      figures: [id],
    })
  }
}

type Definition = Pick<
  HazardRatioEvidence,
  'stratified' | 'adjusted' | 'adjustment' | 'eventsAfter' | 'weighted' | 'windowed' | 'comparable'
>

/** What kind of ratio it is. What the paper leaves open is carried as open, and taken for a plain Cox ratio over all events. */
function definitionOfRatio(reader: FigureReader, ratio: HazardRatio, path: Path): Definition {
  const window = ratio['events after']
  const eventsAfter = window === undefined ? null : reader.time(window, [...path, 'events after'], false)
  const weighted = ratio.weighted === true || /weight/i.test(ratio.model)
  const cox = ratio.model === 'not stated' || /\bcox\b|proportional[- ]hazards/i.test(ratio.model)
  const { stratified, adjusted } = ratio
  const adjustment =
    adjusted === true
      ? 'adjusted'
      : stratified === true
        ? 'stratified'
        : adjusted === false && stratified === false
          ? 'none'
          : 'not stated'
  return {
    stratified,
    adjusted,
    adjustment,
    eventsAfter,
    weighted,
    ...(cox && !weighted && eventsAfter !== null && { windowed: true as const }),
    comparable: cox && !weighted && window === undefined,
  }
}
