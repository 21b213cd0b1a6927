import { namedUnit } from '../evidence/printed-time-unit.ts'
import { trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { asPublished } from '../scenario/as-published.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, neededUpTo, type ScenarioResult } from './case.ts'
import { absoluteCompanions } from './absolute-companions.ts'
import { type LevelOf, type Measured, patientMeasures } from './patient-measures.ts'
import { measuresOf, type AsPublishedPlan } from './plan.ts'
import { parseMeasure } from './plan-measure.ts'
import { hazardsSentence } from './hazards-sentence.ts'
import { noSpread, spreadOf } from './spread.ts'
import { numberOf } from './variant-rows.ts'

/** The reference: every measure of the plan on the carrier, with its spread over the draws, beside what the paper prints. */
export function asPublishedRows(its: Case, scenario: AsPublishedPlan, draws: readonly Patients[]): ScenarioResult {
  const { plan, reconstruction } = its
  const measures = measuresOf(plan, scenario).map(parseMeasure)
  const of = (patients: Patients): readonly Measured[] =>
    measures.flatMap((it) => [
      ...patientMeasures(it, asPublished(patients), levelAsPrinted(its)),
      ...absoluteCompanions(it, asPublished(patients)),
    ])
  const overDraws = draws.map(of)
  const blank = blankRow(its, scenario)
  const rows = of(reconstruction.patients).map((it, i): Row => {
    const columns = estimateColumns(it.estimate)
    const printed = reportedTwin(its, it)
    const upTo = neededUpTo(it.measure, it.time, columns.estimate)
    const extrapolated = columns.status === 'ok' && isExtrapolated(its, [it.arm, it.versus], upTo)
    // Where the paper prints the figure the model leaves nothing open, whatever its draws do.
    const open = it.estimate.kind === 'value' && printed.reported === ''
    const drawn = overDraws.map((draw) => (draw[i]?.variant === it.variant ? numberOf(draw[i]) : null))
    const spread = open ? spreadOf(drawn) : noSpread
    return {
      ...blank,
      ...columns,
      ...spread,
      variant: it.variant ?? '',
      method: it.method,
      arm: it.arm,
      versus: it.versus,
      measure: it.measure,
      time: it.time,
      status: extrapolated ? 'extrapolated' : columns.status,
      reported: printed.reported,
      difference: columns.estimate === null || printed.value === null ? null : columns.estimate - printed.value,
      verdict: printed.verdict,
      assumption: assumptionOf(its, it),
      nEvent: it.nEvent,
      draws: open ? draws.length : null,
      sources: printed.source === '' ? blank.sources : printed.source,
    }
  })
  return { rows, curves: [], finding: hazardsSentence(reconstruction.evidence) }
}

/** The level at which the paper prints the interval of a figure, so that the rebuilt one can be compared with it; 95% where it prints none. */
const levelAsPrinted =
  ({ frames }: Case): LevelOf =>
  (measure, time, arm) =>
    frames.reported.find((it) => it.measure === measure && it.time === time && it.arm === arm)?.level ?? 0.95

function reportedTwin(
  { frames }: Case,
  { measure, time, arm, versus }: Measured,
): { reported: string; value: number | null; verdict: Row['verdict']; source: string } {
  const name = versus === '' ? arm : `${arm}-vs-${versus}`
  const same = (it: { readonly measure: string; readonly time: number | null; readonly arm: string }): boolean =>
    it.measure === measure && it.time === time && it.arm === name
  const reported = frames.reported.find(same)
  const fidelity = frames.fidelity.find(same)
  const printed = reported?.printed ?? fidelity?.reported ?? ''
  const unit = fidelity?.unit ?? 'months'
  return {
    // Beside an estimate in months another unit must be said.
    reported: unit === 'months' ? printed : namedUnit(printed, unit),
    value: reported?.estimate ?? null,
    verdict: fidelity?.verdict ?? '',
    source: fidelity?.source ?? '',
  }
}

/** What a number rests on that the paper does not print. */
function assumptionOf(
  { reconstruction: { evidence } }: Case,
  { measure, arm, estimate, assumption }: Measured,
): string {
  const own = evidence.arms.find((it) => it.id === arm)
  return [
    ...(assumption === undefined || assumption === '' ? [] : [assumption]),
    ...(measure === 'events' && own?.events === null
      ? ['The paper prints no number of events per arm: the split is the model’s.']
      : []),
    ...(estimate.kind === 'not-estimable' ? [`Not estimable: ${inMonths(estimate.reason)}.`] : []),
    ...(evidence.arms.some(({ patients }) => patients.basis === 'assumed')
      ? ['The numbers of patients by arm are assumed: intervals and counts depend on them.']
      : []),
  ].join(' ')
}

/** "... the last follow-up at 58.3 months": an estimator knows no unit. */
const inMonths = (reason: string): string =>
  reason.replace(/ at (\d[\d.]*)$/u, (_, time: string) => ` at ${trimmed(Number(time), 1)} months`)
