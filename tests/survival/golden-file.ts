import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { patients, type Patients, type TimeTransform } from '../../src/survival/index.ts'

/** R's values in the format bench-golden/1: 17 digits, null for NA and infinities. */
export type Value = number | null
export type Column = readonly Value[]

export interface GoldenCurve {
  readonly time: Column
  readonly n_risk: Column
  readonly n_event: Column
  readonly n_censor: Column
  readonly surv: Column
  readonly std_err_surv: Column
  readonly cumhaz: Column
  readonly std_cumhaz?: Column
}

export interface GoldenLimits {
  readonly lower: Column
  readonly upper: Column
  readonly quantiles: {
    readonly probs: readonly number[]
    readonly quantile: Column
    readonly lower: Column
    readonly upper: Column
  }
}

export interface GoldenCox {
  readonly coef: number
  readonly se?: number
  readonly se_model?: number
  readonly robust_se?: number
  readonly se_robust?: number
  readonly loglik_null?: number
  readonly loglik: number
  readonly score_test?: number
  readonly wald_test?: number
  readonly hr?: number
  readonly hr_lower?: number
  readonly hr_upper?: number
}

export type ByTies<T> = Readonly<Record<'efron' | 'breslow', T>>
export type BySet<T> = Readonly<Record<'arm0' | 'arm1' | 'pooled', T>>

export interface GoldenSurvdiff {
  readonly chisq: number
  readonly p: number
  readonly obs: Column
  readonly exp: Column
  readonly var: readonly Column[]
}

export interface GoldenWeighted {
  readonly weights: readonly number[]
  readonly survfit_pooled: {
    readonly n_risk: Column
    readonly n_event: Column
    readonly surv: Column
    readonly std_err_surv?: Column
  }
  readonly coxph_efron: GoldenCox
  readonly coxph_breslow: GoldenCox
}

export interface GoldenWeightedTest {
  readonly u: number
  readonly var: number
  readonly z: number
}

export interface GoldenWeightedTests {
  readonly fleming_harrington: readonly (GoldenWeightedTest & { readonly rho: number; readonly gamma: number })[]
  readonly modestly_weighted: GoldenWeightedTest & { readonly t_star: number }
  readonly piecewise: GoldenWeightedTest & { readonly cut: number; readonly weights: readonly number[] }
  readonly max_combo: {
    readonly z: Column
    readonly correlation: readonly Column[]
    readonly p: number
    readonly p_of_three: number
  }
}

export interface GoldenRegression {
  readonly coef: Column
  readonly se?: Column
  readonly var?: readonly Column[]
  readonly robust_se?: Column
  readonly loglik_null: number
  readonly loglik: number
  readonly score_test?: number
}

export type GoldenZph = Readonly<
  Partial<
    Record<
      TimeTransform,
      { readonly chisq: Column | number; readonly df: Column | number; readonly p: Column | number } | null
    >
  >
>

export interface GoldenMulti {
  readonly terms: readonly string[]
  readonly columns: Readonly<Record<string, readonly number[]>>
  readonly coxph: ByTies<GoldenRegression>
  readonly zph: GoldenZph
  readonly baseline: ByTies<{ readonly time: readonly number[]; readonly hazard: readonly number[] }>
}

export interface GoldenSurvreg {
  readonly coef: Column
  readonly scale: number
  readonly loglik: number
  readonly se?: Column
}

export interface GoldenGompertz {
  readonly rate: number
  readonly log_hazard: number
  readonly se: Column
  readonly loglik: number
}

export interface GoldenGeneralisedGamma {
  readonly coef: Column
  readonly se: Column
  readonly loglik: Value
}

export interface GoldenPiecewiseExponential {
  readonly cuts: readonly number[]
  readonly events: Column
  readonly exposure: Column
  readonly coef: Column
  readonly se: Column
  readonly loglik: number
}

export interface GoldenWindows {
  readonly given: number
  readonly time: number
  readonly survival: number
  readonly se: number
  readonly lower: number
  readonly upper: number
  readonly cuts: readonly number[]
  readonly periods: readonly GoldenCox[]
  readonly milestone_test: Readonly<Record<'time' | 'plain' | 'log' | 'loglog', number>>
}

interface GoldenIncidence {
  readonly weights: readonly number[]
  readonly time: Column
  readonly n_risk: Column
  readonly survival: Column
  readonly incidence: readonly Column[]
  readonly se: readonly Column[]
}

/** A file of competing events. */
export interface GoldenCompeting {
  readonly id: string
  readonly causes: readonly string[]
  readonly time: readonly number[]
  readonly event: readonly number[]
  readonly plain: GoldenIncidence
  readonly weighted: GoldenIncidence
}

/** The file of (start, stop] rows. */
export interface GoldenStartStop {
  readonly id: string
  readonly data: Readonly<Record<'start' | 'stop' | 'event' | 'x' | 'age' | 'surgery', readonly number[]>> & {
    readonly id?: readonly number[]
  }
  readonly coxph: ByTies<GoldenCox>
  readonly coxph_multi: ByTies<GoldenRegression> & { readonly zph?: GoldenZph; readonly robust_by_id?: Column }
}

export interface Golden {
  readonly id: string
  readonly arm_names: readonly string[]
  readonly data: {
    readonly time: readonly number[]
    readonly event: readonly number[]
    readonly arm: readonly number[]
  }
  readonly survfit: {
    readonly log: BySet<GoldenCurve & GoldenLimits>
    readonly 'log-log': BySet<GoldenLimits>
    readonly plain: BySet<GoldenLimits>
  }
  readonly survdiff: { readonly rho0: GoldenSurvdiff; readonly rho1: GoldenSurvdiff }
  readonly weighted_tests?: GoldenWeightedTests
  readonly fleming_harrington_pooled: {
    readonly surv: Column
    readonly std_err_surv?: Column
    readonly cumhaz: Column
    readonly std_cumhaz?: Column
  }
  /** With `zph` inside where the file does not give it beside. */
  readonly coxph: ByTies<GoldenCox & { readonly zph?: GoldenZph }>
  readonly zph?: ByTies<GoldenZph>
  readonly multi?: GoldenMulti
  readonly rmst: readonly {
    readonly tau: number
    readonly rmst: Column
    readonly se?: Column
    readonly se_survRM2?: Column
    readonly diff?: number
    readonly diff_se?: number
    readonly ratio?: number
    readonly log_ratio_se?: number
  }[]
  readonly milestone?: readonly {
    readonly time: number
    readonly surv: Column
    readonly se: Column
    readonly lower: Column
    readonly upper: Column
    readonly n_risk: Column
  }[]
  readonly windows?: GoldenWindows
  readonly survreg?: Readonly<
    Record<
      'exponential' | 'weibull' | 'lognormal' | 'loglogistic',
      Readonly<Partial<Record<'pooled' | 'arm0_only' | 'arm1_only', GoldenSurvreg>>>
    >
  >
  readonly gompertz?: Readonly<Record<'arm0_only' | 'arm1_only', GoldenGompertz>>
  readonly generalised_gamma?: Readonly<Record<'arm0_only' | 'arm1_only', GoldenGeneralisedGamma>>
  readonly piecewise_exponential?: GoldenPiecewiseExponential
  readonly left_truncated?: {
    readonly start: readonly number[]
    readonly coxph: ByTies<GoldenCox>
    readonly survfit_pooled_at_events: {
      readonly time: Column
      readonly n_risk: Column
      readonly surv: Column
      readonly lower?: Column
    }
  }
  readonly weighted?: Readonly<Record<'integer' | 'fractional', GoldenWeighted>>
  readonly stratified?: {
    readonly stratum: readonly number[]
    readonly survdiff: { readonly rho0: GoldenSurvdiff; readonly rho1: GoldenSurvdiff }
    readonly coxph: ByTies<GoldenCox>
  }
}

/** Every file of a comparison of two arms in a folder, by name. */
export function readGoldenFolder(folder: string): Golden[] {
  const parse: (text: string) => Golden = JSON.parse
  return texts(folder)
    .map((text) => parse(text))
    .filter((golden) => 'arm_names' in golden)
}

/** Every file of (start, stop] rows in a folder. */
export function readStartStopFolder(folder: string): GoldenStartStop[] {
  const parse: (text: string) => GoldenStartStop = JSON.parse
  return texts(folder)
    .map((text) => parse(text))
    .filter((golden) => 'coxph_multi' in golden)
}

/** Every file of competing events in a folder. */
export function readCompetingFolder(folder: string): GoldenCompeting[] {
  const parse: (text: string) => GoldenCompeting = JSON.parse
  return texts(folder)
    .map((text) => parse(text))
    .filter((golden) => 'causes' in golden)
}

function texts(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

export function goldenPatients(
  golden: Golden,
  extra: { start?: readonly number[]; weight?: readonly number[]; stratum?: readonly number[] } = {},
): Patients {
  const { time, event, arm } = golden.data
  return patients({ arms: golden.arm_names, time, event, assigned: arm, ...extra })
}

/** A number of ours beside R's. */
export interface Comparison {
  readonly quantity: string
  readonly ours: Value
  readonly theirs: Value
  readonly tolerance: number
}

/** |ours - theirs| / max(1, |theirs|); Infinity where only one of them exists. */
export function difference({ ours, theirs }: Comparison): number {
  const missing = ours === null || !Number.isFinite(ours)
  if (missing || theirs === null) return missing && theirs === null ? 0 : Infinity
  return Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs))
}

/** Pairs of two columns; a difference in length is a difference in a quantity of its own. */
export function compareColumns(
  quantity: string,
  ours: ArrayLike<Value>,
  theirs: Column,
  tolerance: number,
): Comparison[] {
  const length = { quantity: `${quantity}: length`, ours: ours.length, theirs: theirs.length, tolerance: 0 }
  return [length, ...theirs.map((value, i) => ({ quantity, ours: ours[i] ?? null, theirs: value, tolerance }))]
}

export function compare(
  quantity: string,
  ours: Value | undefined,
  theirs: Value | undefined,
  tolerance: number,
): Comparison[] {
  return theirs === undefined ? [] : [{ quantity, ours: ours ?? null, theirs, tolerance }]
}
