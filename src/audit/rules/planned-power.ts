import { type Bounds, bounds } from '../../evidence/bounds.ts'
import { normalDistribution } from '../../numeric/normal-distribution.ts'
import { normalUpperQuantile } from '../../numeric/normal-quantile.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type Calculation, oneSidedAlpha, plannedShare, plannedValue } from '../planned-number.ts'

/** On the scale of proportions: interim analyses and software move the power so far. */
const ROOM = 0.01

/**
 * R29: the power of a log-rank test with D events is Phi(|log HR| sqrt(D p q) - z(1 - alpha)), p and q the shares of the arms [Schoenfeld1981], or
 * Phi(|1 - HR| sqrt(D k) / (1 + k HR) - z(1 - alpha)), k = p / q [Freedman1982]; the assumed ratio is that of the medians where none is printed. A note
 * where the printed power is further than 1 point, and its rounding, from both.
 */
export const plannedPower: AuditRule = {
  id: 'R29',
  name: 'power',
  compares: 'the planned power with the planned events, effect and alpha',
  worst: 'note',
  agree: 'planned powers follow from the planned events, effect and alpha',
  tolerance: 'rounding of the power, and 1 percentage point',
  references: ['Schoenfeld1981', 'Freedman1982'],
  examples: { clean: [example('94%')], firing: [example('80%')] },
  run: ({ trial }) =>
    (trial.calculations ?? []).flatMap((calculation, index) => ofCalculation(trial, calculation, index)),
}

function example(power: string): string {
  return `${exampleEndpoint('arms: {}')}
design: { allocation: '2:1' }
calculations: [{ endpoint: os, events: 289, power: ${power}, alpha: 2.5%, sides: 1, medians: { old: '9', new: '14' } }]`
}

function ofCalculation(trial: Trial, calculation: Calculation, index: number): readonly RuleFinding[] {
  const effect = effectOf(trial, calculation, index)
  const share = experimentalShare(trial)
  const [alpha, power] = [oneSidedAlpha(calculation), plannedShare(calculation.power)]
  const printed = power?.kind === 'number' ? bounds(power) : null
  const events = calculation.events?.count
  if (effect === null || share === null || alpha === null || printed === null || events === undefined) return []
  const [schoenfeld, freedman] = powers(effect.ratio, events, share, alpha)
  const path = ['calculations', index, 'power']
  const figures = [figureId(trial, path), figureId(trial, ['calculations', index, 'events']), ...effect.figures]
  const found = calculation.power?.printed ?? ''
  const percent = Number((100 * alpha).toFixed(4))
  const message = `a power of ${found}; ${events} events, a hazard ratio of ${effect.ratio.toFixed(3)} and a one-sided alpha of ${percent}% give ${(100 * schoenfeld).toFixed(1)}%`
  const computation = `By Schoenfeld's formula, with ${(100 * share).toFixed(0)}% of the patients in the experimental arm; Freedman's gives ${(100 * freedman).toFixed(1)}%.`
  const place = { figures, message, computation, path }
  if ([schoenfeld, freedman].some((it) => near(it, printed))) return [{ state: 'pass', ...place }]
  const explanation =
    'The calculation allows for interim analyses, drop-out or hazards that are not proportional; or the effect, the events or alpha are others than printed.'
  return [{ state: 'note', ...place, explanation, resolve: 'The calculation of the sample size in the protocol.' }]
}

function near(power: number, printed: Bounds): boolean {
  return power >= printed.lower - ROOM - 1e-9 && power <= printed.upper + ROOM + 1e-9
}

function powers(ratio: number, events: number, share: number, alpha: number): readonly [number, number] {
  const z = normalUpperQuantile(alpha)
  const k = share / (1 - share)
  const schoenfeld = Math.abs(Math.log(ratio)) * Math.sqrt(events * share * (1 - share))
  const freedman = (Math.abs(1 - ratio) * Math.sqrt(events * k)) / (1 + k * ratio)
  return [normalDistribution(schoenfeld - z), normalDistribution(freedman - z)]
}

interface Effect {
  readonly ratio: number
  readonly figures: readonly string[]
}

/** The assumed hazard ratio, or that of exponential curves with the assumed medians. */
function effectOf(trial: Trial, calculation: Calculation, index: number): Effect | null {
  const ratio = plannedValue(calculation['hazard ratio'], 'ratio')
  if (ratio !== null && ratio > 0) return { ratio, figures: [figureId(trial, ['calculations', index, 'hazard ratio'])] }
  const arms = twoArms(trial)
  if (arms === null) return null
  const medians = arms.map((arm) => plannedValue(calculation.medians?.[arm], 'months'))
  const [experimental, control] = medians
  if (!experimental || !control) return null
  const figures = arms.map((arm) => figureId(trial, ['calculations', index, 'medians', arm]))
  return { ratio: control / experimental, figures }
}

function twoArms({ arms }: Trial): readonly [experimental: string, control: string] | null {
  const [experimental, more] = Object.keys(arms).filter((id) => arms[id]?.role === 'experimental')
  const [control, another] = Object.keys(arms).filter((id) => arms[id]?.role === 'control')
  return experimental && control && !more && !another ? [experimental, control] : null
}

/** By the allocation ratio, experimental to control. */
function experimentalShare(trial: Trial): number | null {
  const [, experimental, control] = /^\s*(\d+)\s*:\s*(\d+)\b/u.exec(trial.design?.allocation?.words ?? '') ?? []
  const [one, other] = [Number(experimental), Number(control)]
  return twoArms(trial) !== null && one > 0 && other > 0 ? one / (one + other) : null
}
