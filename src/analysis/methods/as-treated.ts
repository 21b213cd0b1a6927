import { randomStream, type RandomNumbers } from '../../numeric/random-stream.ts'
import { formatEstimate, formatValue } from '../../result/measure-format.ts'
import { range, trimmed } from '../../result/format.ts'
import type { Row } from '../../result/row.ts'
import { type AsTreated, asTreated } from '../../scenario/as-treated.ts'
import { drawInfusion, type DrawnInfusion } from '../../scenario/draw-infusion.ts'
import { rubin } from '../../scenario/rubin.ts'
import { cox } from '../../survival/cox.ts'
import { type Estimate, notEstimable, ratioEstimate } from '../../survival/estimate.ts'
import type { Patients } from '../../survival/patients.ts'
import type { Case } from '../case.ts'
import { checkArms } from '../check-arms.ts'
import { checkAscending } from '../check-ascending.ts'
import { checkFlow } from '../check-flow.ts'
import { type Contrast, contrastRows, labelOf } from '../contrast-rows.ts'
import { infusedCounts } from '../infused-counts.ts'
import type { Method } from '../method.ts'
import type { AsTreatedPlan } from '../plan.ts'

/**
 * The hazard ratio when patients are grouped by the treatment that they got. Rebuilt patients have no times of infusion: they are
 * simulated, several times, and the results pooled. Shows a bias and estimates nothing.
 */
export function asTreatedMethod(scenario: AsTreatedPlan): Method {
  return {
    inMonths: (months) => {
      const { minimum, median, maximum } = scenario.infusion
      return {
        ...scenario,
        infusion: { minimum: months(minimum), median: months(median), maximum: months(maximum) },
        window: months(scenario.window),
        landmarks: scenario.landmarks.map(months),
      }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFlow(scenario, input, report)
      checkAscending('landmarks', scenario.landmarks, report)
    },
    run: ({ its, draws }) => {
      const rows = contrastRows(its, scenario, draws.patients, (pair, draw) =>
        asTreatedContrasts(its, scenario, pair, draw),
      )
      return { rows, curves: [], finding: findingOf(rows, scenario, labelOf(its, scenario.arm)) }
    },
    references: ['Anderson1983', 'Suissa2008', 'Rubin1987'],
    onCurves: false,
    borrows: [],
  }
}

interface Way {
  readonly words: string
  readonly how: AsTreated
  readonly bias: string
}

const guarantee =
  'Who was infused had lived free of the event until then, which is counted as an effect of the infusion.'
const selection =
  'Who was infused is compared with everybody else: whatever decided on the infusion is taken for its effect.'

function waysOf({ window, landmarks }: AsTreatedPlan): readonly Way[] {
  return [
    { words: 'never infused left out', how: { kind: 'drop' }, bias: guarantee },
    { words: 'never infused counted as control', how: { kind: 'move to control' }, bias: guarantee },
    {
      words: `never infused censored at ${trimmed(window)} months`,
      how: { kind: 'censor at window', window },
      bias: 'Those never infused are taken to fare afterwards like those infused.',
    },
    { words: 'never infused censored at their own time', how: { kind: 'count as censored' }, bias: guarantee },
    {
      words: 'infused from infusion, control from its own clock',
      how: { kind: 'from infusion' },
      bias: `${guarantee} The clocks of the arms differ.`,
    },
    { words: 'infusion as a time-dependent covariate', how: { kind: 'time-dependent' }, bias: selection },
    { words: 'infused with delayed entry', how: { kind: 'delayed entry' }, bias: selection },
    ...landmarks.map((at): Way => ({
      words: `landmark at ${trimmed(at)} months`,
      how: { kind: 'landmark', at, others: 'drop' },
      bias: `${selection} Events up to ${trimmed(at)} months are left out.`,
    })),
  ]
}

/** The hazard ratio as assigned, then by each way of grouping. */
export function asTreatedContrasts(
  its: Case,
  scenario: AsTreatedPlan,
  pair: Patients,
  draw: number,
): readonly Contrast[] {
  const simulated = simulations(its, scenario, pair, draw)
  const short = Math.max(...simulated.map((it) => it.short))
  const { evidence } = its.reconstruction
  const published = its.plan.scenarios.find((it) => it.method === 'as published')
  const blank = { measure: 'hazard-ratio', method: 'cox, efron' }
  return [
    {
      ...blank,
      variant: 'as assigned',
      estimate: pooled([pair]),
      data: 'reconstructed',
      identification: published?.identification ?? 'none',
      assumption: 'None about the infusion.',
      nEvent: pair.event.reduce((sum, it) => sum + it, 0),
    },
    ...waysOf(scenario).map(({ words, how, bias }): Contrast => ({
      ...blank,
      variant: words,
      estimate: pooled(simulated.map((it) => asTreated(it.patients, how))),
      population: 'as treated',
      ...(how.kind === 'from infusion'
        ? { clock: `infusion (${scenario.arm}), ${evidence.clock} (${scenario.control})` }
        : {}),
      ...(how.kind === 'landmark' ? { parameter: 'landmark', value: how.at } : {}),
      assumption: `${bias} Times of infusion are simulated.${short > 0 ? ` The law and the curve disagree: in a simulation up to ${short} fewer were infused than the record says.` : ''}`,
      infeasible: short > 0,
    })),
  ]
}

/** The rebuilt patients (draw -1) with several sets of times, a draw with one. */
function simulations(its: Case, scenario: AsTreatedPlan, pair: Patients, draw: number): readonly DrawnInfusion[] {
  const { infused, randomised } = infusedCounts(its, scenario)
  const { trial, endpoint } = its.reconstruction.evidence
  const stream = randomStream(its.plan.seed, `${trial}/${endpoint}/${scenario.id}/infusion`)
  const size = pair.assigned.reduce((sum, it) => sum + it, 0)
  const law = { ...scenario.infusion, infused: Math.round((size * infused) / randomised) }
  const drawn = (random: RandomNumbers): DrawnInfusion => drawInfusion(pair, 1, law, random)
  if (draw >= 0) return [drawn(stream(scenario.simulations + draw))]
  return Array.from({ length: scenario.simulations }, (_, k) => drawn(stream(k)))
}

/** One hazard ratio from several completed sets of patients, by Rubin's rules on the logarithm. */
function pooled(sets: readonly Patients[]): Estimate {
  const fits = sets.map((it) => cox(it))
  const values = fits.flatMap((it) => (it.kind === 'value' ? [it] : []))
  const [first] = values
  const failed = fits.find((it) => it.kind !== 'value')
  if (failed !== undefined || first === undefined) return notEstimable(failed?.reason ?? 'no patients')
  if (values.length === 1) return first.hazardRatio
  const all = rubin(
    values.map((it) => ({ value: it.logHazardRatio, variance: it.standardError * it.standardError })),
    first.hazardRatio.level,
  )
  return ratioEstimate(all.value, all.standardError, all.level)
}

function findingOf(rows: readonly Row[], { simulations: count }: AsTreatedPlan, arm: string): string {
  const [assigned, ...others] = rows
  const known = others.flatMap((it) => (it.estimate === null ? [] : [{ ...it, estimate: it.estimate }]))
  const sorted = known.sort((a, b) => a.estimate - b.estimate)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (assigned === undefined || least === undefined || most === undefined)
    return 'No way of grouping the patients gives a hazard ratio.'
  const moving = others.find((it) => it.variant.startsWith('infusion as a time'))
  const time =
    moving === undefined || moving.estimate === null
      ? ''
      : ` With the infusion as a time-dependent covariate it is ${formatEstimate(moving)}.`
  const ends = range(formatValue('hazard-ratio', least.estimate), formatValue('hazard-ratio', most.estimate))
  const odd = rows.some((it) => it.status === 'infeasible')
    ? ` Fewer patients of ${arm} were still in follow-up at their simulated infusion than the record says were infused: the assumed times do not fit the curve.`
    : ''
  return `As assigned, the hazard ratio is ${formatEstimate(assigned)}. Grouped by the treatment received, it is ${ends}, least with "${least.variant}" and largest with "${most.variant}".${time} None of these is an effect of the treatment: they show how far the grouping alone moves the ratio. The times of infusion are simulated (${count} times, pooled), not known, and so is who was never infused.${odd}`
}
