import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { armAt } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { type Patients, patients } from '../../src/survival/patients.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import { pairOfPatients } from '../../src/reconstruct/rebuilt-figure.ts'
import { type ArmSketch, evidenceOf } from './build-evidence.ts'

/** Patients of several arms with exponential times, followed for 12 to 36 months: events a month of each arm, the first being the control. */
export function simulatedArms(rates: Readonly<Record<string, number>>, n: number, seed: number): Patients {
  const random = randomStream(seed, 'arms')(0)
  const arms = Object.keys(rates)
  const rows = Object.values(rates).flatMap((rate, assigned) =>
    Array.from({ length: n }, () => {
      const [event, end] = [random.exponential() / rate, 12 + 24 * random.uniform()]
      return { time: Math.ceil(1000 * Math.min(event, end)) / 1000, event: event <= end ? 1 : 0, assigned }
    }),
  )
  return patients({
    arms,
    time: rows.map((it) => it.time),
    event: rows.map((it) => it.event),
    assigned: rows.map((it) => it.assigned),
  })
}

/** Plain hazard ratio of two arms as a paper prints it: "0.54 (0.39-0.74)". */
export function printedRatio(all: Patients, numerator: number, denominator: number): string {
  const fitted = cox(pairOfPatients(all, denominator, numerator))
  if (fitted.kind !== 'value') throw new Error('no hazard ratio')
  const { value, lower, upper } = fitted.hazardRatio
  return `${value.toFixed(2)} (${lower!.toFixed(2)}-${upper!.toFixed(2)})`
}

/** What a paper with several arms prints: medians with their limits, the total of events, and the ratios of some pairs ("low-vs-control"). */
export function printedArms(all: Patients, pairs: readonly string[]): EndpointEvidence {
  const place = (arm: string): number => all.arms.indexOf(arm)
  const arms = all.arms.map((name, index): readonly [string, ArmSketch] => {
    const own = armAt(all, index)
    const median = survivalQuantile(kaplanMeier(own), 0.5)
    const shown = (x: number | null): string => (x === null || !Number.isFinite(x) ? 'NE' : x.toFixed(1))
    if (median.kind !== 'value') return [name, { n: own.time.length, median: 'NR' }]
    const limits = `${shown(median.lower)}-${shown(median.upper)}`
    return [name, { n: own.time.length, median: `${shown(median.value)} (${limits})` }]
  })
  const contrasts = pairs.map((pair) => {
    const [numerator = '', denominator = ''] = pair.split('-vs-')
    return [pair, { hazardRatio: printedRatio(all, place(numerator), place(denominator)) }] as const
  })
  return evidenceOf({
    arms: Object.fromEntries(arms),
    class: 'death',
    events: all.event.reduce((sum, it) => sum + it, 0),
    contrasts: Object.fromEntries(contrasts),
  })
}
