import { percent, trimmed } from '../../result/format.ts'
import { formatInterval, formatValue } from '../../result/measure-format.ts'
import type { ScenarioCurveRow } from '../../result/frames.ts'
import type { Row } from '../../result/row.ts'
import { type CensoringAsymmetry, censoringAsymmetry } from '../../scenario/censoring-asymmetry.ts'
import { extremeEarlyCensoring } from '../../scenario/extreme-early-censoring.ts'
import { arm as armOf } from '../../survival/arm.ts'
import { cox } from '../../survival/cox.ts'
import { notEstimable } from '../../survival/estimate.ts'
import { milestoneDifference } from '../../survival/milestone.ts'
import type { Patients } from '../../survival/patients.ts'
import { reverseKaplanMeier } from '../../survival/reverse-kaplan-meier.ts'
import type { Case } from '../case.ts'
import { checkArms } from '../check-arms.ts'
import { checkAscending } from '../check-ascending.ts'
import { type Contrast, contrastRows, labelOf, pointEstimate } from '../contrast-rows.ts'
import type { Method } from '../method.ts'
import type { EarlyCensoringPlan } from '../plan.ts'
import { stepCurveRows } from '../step-curve-rows.ts'
import { unpinnedWords } from '../unpinned-words.ts'

/** Whether one arm is censored earlier than the other, and the worst and best that may have become of those censored early. */
export function earlyCensoringMethod(scenario: EarlyCensoringPlan): Method {
  return {
    inMonths: (months) => ({ ...scenario, times: scenario.times.map(months), milestone: months(scenario.milestone) }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkAscending('times', scenario.times, report)
    },
    run: ({ its, draws }) => {
      const rows = contrastRows(its, scenario, draws.patients, (pair) => contrastsOf(scenario, pair))
      const outcome = rows.filter((it) => it.measure === 'survival-difference')
      const finding = `${findingOf(rows, scenario, its)} ${unpinnedWords(its, outcome)}`.trim()
      return { rows, curves: followUpCurves(its, scenario), finding }
    },
    references: ['SchemperSmith1996', 'Mantel1966', 'HorowitzManski1995'],
    onCurves: false,
    borrows: [],
  }
}

/** Time to censoring in both arms, events as the end of observation. */
function followUpCurves(its: Case, scenario: EarlyCensoringPlan): readonly ScenarioCurveRow[] {
  return [scenario.arm, scenario.control].flatMap((arm) =>
    stepCurveRows(
      its,
      scenario,
      { variant: 'still under observation', arm },
      reverseKaplanMeier(armOf(its.reconstruction.patients, arm)),
    ),
  )
}

function contrastsOf(scenario: EarlyCensoringPlan, pair: Patients): readonly Contrast[] {
  const window = scenario.times.at(-1) ?? 0
  const found = censoringAsymmetry(pair, scenario.times)
  return [
    ...imbalance(scenario, found),
    ...outcomes(scenario, pair, 'as rebuilt'),
    ...outcomes(scenario, extremeEarlyCensoring(pair, 1, window), worst),
    ...outcomes(scenario, extremeEarlyCensoring(pair, 0, window), best),
  ]
}

const worst = 'early censored: events in the first arm, none in the control'
const best = 'early censored: none in the first arm, events in the control'

function imbalance({ arm, control }: EarlyCensoringPlan, found: CensoringAsymmetry): readonly Contrast[] {
  const blank = { identification: 'none', assumption: 'None: it counts the rebuilt censorings.' } as const
  const { test } = found
  return [
    ...found.followUp.map((estimate, k): Contrast => ({
      ...blank,
      measure: 'follow-up-median',
      method: 'reverse kaplan-meier',
      estimate,
      arm: k === 0 ? control : arm,
    })),
    {
      ...blank,
      measure: 'p-value',
      method: 'log-rank with censoring as the event',
      estimate: test.kind === 'value' ? pointEstimate(test.pValue) : test,
    },
    ...found.early.flatMap(({ time, censored, patients, pValue }): readonly Contrast[] => [
      ...[control, arm].map((name, k): Contrast => ({
        ...blank,
        measure: 'proportion',
        method: 'censored by then, of all',
        time,
        estimate: pointEstimate(k === 0 ? censored[0] / patients[0] : censored[1] / patients[1]),
        arm: name,
      })),
      {
        ...blank,
        measure: 'p-value',
        method: "fisher's exact test of censoring by then",
        time,
        estimate: pointEstimate(pValue),
      },
    ]),
  ]
}

function outcomes({ milestone: time }: EarlyCensoringPlan, pair: Patients, variant: string): readonly Contrast[] {
  const fit = cox(pair)
  const asRebuilt = variant === 'as rebuilt'
  return [
    {
      variant,
      measure: 'survival-difference',
      method: 'kaplan-meier',
      time,
      estimate: milestoneDifference(pair, time),
      identification: asRebuilt ? 'assumption' : 'bounded',
      ...(asRebuilt ? {} : { origin: 'bound' as const }),
      assumption: asRebuilt
        ? 'Censoring is independent.'
        : 'An end of the range over everything that may have become of those censored early.',
    },
    {
      variant,
      measure: 'hazard-ratio',
      method: 'cox, efron',
      estimate: fit.kind === 'value' ? fit.hazardRatio : notEstimable(fit.reason),
      identification: 'assumption',
      assumption: asRebuilt
        ? 'Censoring is independent.'
        : 'This fate of those censored early: not an end of a range for a hazard ratio.',
      nEvent: pair.event.reduce((sum, it) => sum + it, 0),
    },
  ]
}

function findingOf(rows: readonly Row[], scenario: EarlyCensoringPlan, its: Case): string {
  const { arm, control, times } = scenario
  const [own1, own0] = [labelOf(its, arm), labelOf(its, control)]
  const shares = times.map((time) => {
    const at = (name: string): string => {
      const row = rows.find((it) => it.measure === 'proportion' && it.time === time && it.arm === name)
      return `${percent(row?.estimate ?? 0)}${drawn(row)}`
    }
    return `by ${trimmed(time)} months ${at(arm)} of ${own1} and ${at(control)} of ${own0}`
  })
  const test = rows.find((it) => it.measure === 'p-value' && it.time === null)
  const tested =
    test === undefined || test.estimate === null
      ? ''
      : ` Over all of follow-up the log-rank test with censoring as the event gives p ${formatValue('p-value', test.estimate)}${drawn(test)}; the shares themselves are larger in an arm with fewer events, as more are left to be censored.`
  return `Censored (in brackets: over the draws of the reconstruction): ${shares.join('; ')}.${tested} When patients were censored between the printed figures is the model's, so a difference between the arms is a reason to ask, not a finding about the trial. ${extremesSentence(rows, scenario)}`
}

const drawn = (row: Row | undefined): string => {
  const within = row === undefined ? null : formatInterval(row.measure, row.spreadLower, row.spreadUpper)
  return within === null ? '' : ` (${within})`
}

/** The range over everything that may have become of those censored early, and whether either end changes sides in the draws. */
function extremesSentence(rows: readonly Row[], { times, milestone }: EarlyCensoringPlan): string {
  const of = (measure: string, variant: string): Row | undefined =>
    rows.find((it) => it.measure === measure && it.variant === variant)
  const [low, high, own] = [worst, best, 'as rebuilt'].map((it) => of('survival-difference', it))
  if (low === undefined || high === undefined || low.estimate === null || high.estimate === null)
    return `An extreme has no survival at ${trimmed(milestone)} months.`
  const independent =
    own === undefined || own.estimate === null
      ? ''
      : ` (${formatValue('survival-difference', own.estimate)} if censoring is independent)`
  const ratios = [of('hazard-ratio', worst), of('hazard-ratio', best)].flatMap((it) =>
    it === undefined || it.estimate === null
      ? []
      : [`${formatValue('hazard-ratio', it.estimate)} (${overDraws(it, 1)})`],
  )
  const ratio =
    ratios.length < 2
      ? ''
      : ` Under the same two extremes, no bounds of it, the hazard ratio is ${ratios.join(' and ')}.`
  return `Whatever became of those censored by ${trimmed(times.at(-1) ?? 0)} months, the rebuilt ${trimmed(milestone)}-month difference in survival lies within ${formatInterval('survival-difference', low.estimate, high.estimate) ?? ''} percentage points, sampling error apart${independent}: its lower end is ${overDraws(low, 0)}, its upper end ${overDraws(high, 0)}.${ratio}`
}

/** "-3.6 to 15.0 over the draws, on either side of 0". */
function overDraws({ measure, spreadLower, spreadUpper }: Row, none: number): string {
  const within = formatInterval(measure, spreadLower, spreadUpper)
  if (within === null || spreadLower === null || spreadUpper === null) return 'not the same kind in all draws'
  const both = spreadLower < none && spreadUpper > none
  return `${within} over the draws${both ? `, on either side of ${none}` : ''}`
}
