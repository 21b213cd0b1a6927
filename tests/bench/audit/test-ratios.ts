import { proportionalEvents } from '../../../src/audit/proportional-events.ts'
import { power } from '../../../src/numeric/power.ts'
import { randomStream } from '../../../src/numeric/random-stream.ts'
import { cox } from '../../../src/survival/cox.ts'
import { logRank } from '../../../src/survival/log-rank.ts'
import { patients, type Patients } from '../../../src/survival/patients.ts'

/** How z of tests and standard errors lie to what `proportionalEvents` expects of one simulated trial; above 1 beyond its upper end, below 1 short of its lower. */
export interface TestRatio {
  /** Log-rank z over Wald z, neither stratified. */
  readonly alike: number
  /** z of a stratified log-rank test over the z of a Cox model without strata. */
  readonly stratified: number
  readonly standardError: number
}

/**
 * Two arms of 60 to 800 patients in all, ratios of 0.25 to 1.2, events on a lattice in every other trial, two strata whose hazards differ up to
 * threefold in every other, ratios that change by exp(0.2 normal). `null` where |z| is below 1 or a fit does not exist.
 */
export function testRatio(index: number): TestRatio | null {
  const trial = trialOf(index)
  const [fit, test] = [cox(trial), logRank(trial)]
  const stratified = trial.stratum === undefined ? test : logRank(trial, { stratum: trial.stratum })
  if (fit.kind !== 'value' || test.kind !== 'value' || stratified.kind !== 'value' || Math.abs(fit.z) < 1) return null
  const [events, above] = [trial.event, trial.assigned].map((column) => column.reduce((sum: number, it) => sum + it, 0))
  const expected = proportionalEvents(above! / trial.time.length, Math.exp(fit.logHazardRatio))
  const against = (value: number, range: { readonly lower: number; readonly upper: number }): number =>
    value > range.upper ? value / range.upper : value < range.lower ? value / range.lower : 1
  return {
    alike: against(test.z / fit.z, expected.testRatio),
    stratified: against(stratified.z / fit.z, expected.testRatio),
    standardError: against(fit.standardError * Math.sqrt(events!), expected.standardError),
  }
}

function trialOf(index: number): Patients {
  const random = randomStream(20261121, 'tests and intervals')(index)
  const n = Math.round(60 * Math.exp(2.6 * random.uniform()))
  const share = [1 / 2, 1 / 2, 2 / 3, 3 / 4][random.integer(4)]!
  const ratio = Math.exp(-1.4 + 1.6 * random.uniform())
  const shape = 0.7 + 0.7 * random.uniform()
  const [accrual, followUp] = [0.3 + 1.2 * random.uniform(), 0.2 + 1.5 * random.uniform()]
  const lattice = random.uniform() < 0.5 ? 0 : 0.05 + 0.1 * random.uniform()
  const strata = random.uniform() < 0.5 ? 0 : Math.log(1 + 2 * random.uniform())
  const change = Math.exp(0.2 * random.normal())
  const rows = Array.from({ length: n }, (_, k) => {
    const arm = k < n * share ? 1 : 0
    const hazard = (arm === 1 ? ratio : 1) * Math.exp(strata * ((k % 2) - 0.5))
    const free = power(random.exponential() / hazard, 1 / shape)
    const exact = arm === 1 && free > 0.4 ? 0.4 + (free - 0.4) * change : free
    const censored = Math.min(followUp + accrual * random.uniform(), random.exponential() / 0.1)
    const event = exact <= censored
    const seen = lattice > 0 ? Math.ceil(exact / lattice) * lattice : exact
    return { arm, stratum: k % 2, time: Math.max(0.001, event ? seen : censored), event: event ? 1 : 0 }
  })
  return patients({
    arms: ['reference', 'comparator'],
    time: rows.map(({ time }) => time),
    event: rows.map(({ event }) => event),
    assigned: rows.map(({ arm }) => arm),
    stratum: rows.map(({ stratum }) => stratum),
  })
}
