import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { patients, type Patients, type TimeTransform } from '../../src/survival/index.ts'

/** R's values in the format bench-golden/1: 17 digits, null for NA and infinities. */
export type Value = number | null
export type Column = readonly Value[]

export interface GoldenCurve {
  readonly std_err_cumhaz_scale?: Column
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
  readonly quantiles: GoldenQuantiles
}

export interface GoldenQuantiles {
  readonly probs: readonly number[]
  readonly quantile: Column
  readonly lower: Column
  readonly upper: Column
}

export interface GoldenCox {
  /** Null where nothing tells the arms apart. */
  readonly coef: Value
  readonly se?: number
  readonly se_model?: number
  readonly robust_se?: number
  readonly se_robust?: number
  readonly loglik_null?: number
  readonly loglik?: number
  readonly score_test?: number
  readonly wald_test?: number
  readonly lr_test?: number
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
    readonly std_err_cumhaz_scale?: Column
    readonly std_err_robust?: Column
    readonly time?: Column
    readonly lower?: Column
    readonly upper?: Column
  }
  readonly quantiles?: GoldenQuantiles
  readonly coxph_efron: GoldenCox
  readonly coxph_breslow: GoldenCox
  readonly zph?: ByTies<GoldenZph>
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
  readonly piecewise_three?: GoldenWeightedTest & {
    readonly cuts: readonly number[]
    readonly weights: readonly number[]
  }
  readonly max_combo: {
    readonly z: Column
    readonly correlation: readonly Column[]
    readonly p: number
    readonly p_of_three: number
    readonly p_of_three_mvtnorm?: number
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
  readonly loglik_null?: number
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
  readonly needed?: {
    readonly value: Value
    /** 1 = benefit. */
    readonly benefit: number
    readonly to_benefit: Column
    readonly to_harm: Column
  }
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
  readonly limits?: Readonly<
    Record<'plain' | 'log' | 'log-log', { readonly lower: readonly Column[]; readonly upper: readonly Column[] }>
  >
}

/** A file of competing events. */
export interface GoldenCompeting {
  readonly id: string
  readonly causes: readonly string[]
  readonly time: readonly number[]
  readonly event: readonly number[]
  readonly plain: GoldenIncidence
  readonly weighted: GoldenIncidence
  /** Some patients count a millionth. */
  readonly uneven?: GoldenIncidence
}

/** The file of (start, stop] rows. */
export interface GoldenStartStop {
  readonly id: string
  readonly data: Readonly<Record<'start' | 'stop' | 'event' | 'x' | 'age' | 'surgery', readonly number[]>> & {
    readonly id?: readonly number[]
  }
  readonly coxph: ByTies<GoldenCox>
  /** A curve for each value of x, one after the other. */
  readonly survfit?: {
    readonly strata: readonly string[]
    readonly time: Column
    readonly n_risk: Column
    readonly n_event: Column
    readonly surv: Column
    readonly std_err_surv: Column
  }
  readonly coxph_multi: ByTies<GoldenRegression> & { readonly zph?: GoldenZph; readonly robust_by_id?: Column }
}

/** A file of rows with several covariates. */
export interface GoldenRows {
  readonly id: string
  readonly data: Readonly<Record<'time' | 'event' | 'cluster', readonly number[]>> & {
    readonly start?: readonly number[]
    readonly stratum?: readonly number[]
  }
  readonly columns: Readonly<Record<string, readonly number[]>>
  readonly efron: GoldenRegression & { readonly zph: GoldenZph; readonly cluster_se: Column }
  readonly breslow: GoldenRegression & { readonly zph: GoldenZph; readonly cluster_se: Column }
}

export interface Golden {
  readonly id: string
  readonly arm_names: readonly string[]
  readonly data: {
    readonly time: readonly number[]
    readonly event: readonly number[]
    readonly arm: readonly number[]
  }
  readonly survfit?: {
    readonly log?: Partial<BySet<GoldenCurve & GoldenLimits>>
    readonly 'log-log'?: Partial<BySet<GoldenLimits>>
    readonly plain?: Partial<BySet<GoldenLimits>>
  }
  readonly survdiff?: { readonly rho0: GoldenSurvdiff; readonly rho1: GoldenSurvdiff }
  readonly weighted_tests?: GoldenWeightedTests
  readonly fleming_harrington_pooled?: {
    readonly time?: Column
    readonly surv: Column
    readonly std_err_surv?: Column
    readonly cumhaz: Column
    readonly std_cumhaz?: Column
  }
  /** With `zph` inside where the file does not give it beside. */
  readonly coxph?: Partial<ByTies<GoldenCox & { readonly zph?: GoldenZph }>>
  readonly zph?: ByTies<GoldenZph>
  readonly multi?: GoldenMulti
  readonly rmst?: readonly {
    readonly tau: number
    readonly rmst: Column
    readonly se?: Column
    readonly se_survRM2?: Column
    readonly se_survmean?: Column
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
    Partial<
      Record<
        'exponential' | 'weibull' | 'lognormal' | 'loglogistic',
        Readonly<Partial<Record<'pooled' | 'arm0_only' | 'arm1_only', GoldenSurvreg>>>
      >
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
      readonly n_event?: Column
      readonly std_err_cumhaz_scale?: Column
      readonly lower?: Column
      readonly upper?: Column
    }
    readonly quantiles?: GoldenQuantiles
  }
  readonly reverse_km?: {
    readonly time: Column
    readonly surv: Column
    readonly std_err_surv: Column
    readonly lower: Column
    readonly upper: Column
    readonly quantiles: GoldenQuantiles
  }
  readonly weighted?: Readonly<Record<'integer' | 'fractional', GoldenWeighted>>
  readonly stratified?: {
    readonly stratum: readonly number[]
    readonly survdiff: { readonly rho0: GoldenSurvdiff; readonly rho1: GoldenSurvdiff }
    readonly coxph: ByTies<GoldenCox>
  }
}

/** What a file holds: values in one of the formats, or why it is in none. */
export type Content =
  | { readonly kind: 'arms'; readonly value: Golden }
  | { readonly kind: 'start-stop'; readonly value: GoldenStartStop }
  | { readonly kind: 'competing'; readonly value: GoldenCompeting }
  | { readonly kind: 'rows'; readonly value: GoldenRows }
  | { readonly kind: 'other' | 'broken'; readonly reason: string }

export interface GoldenFile {
  readonly name: string
  readonly content: Content
}

export function readFolder(folder: string): GoldenFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      if (!entry.isFile() || !entry.name.endsWith('.json'))
        return { name: entry.name, content: { kind: 'other', reason: 'not a .json file' } }
      return { name: entry.name, content: recognise(readFileSync(join(folder, entry.name), 'utf8')) }
    })
}

function recognise(text: string): Content {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return { kind: 'broken', reason: `no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  if (isArms(parsed)) return { kind: 'arms', value: parsed }
  if (isStartStop(parsed)) return { kind: 'start-stop', value: parsed }
  if (isCompeting(parsed)) return { kind: 'competing', value: parsed }
  if (isRows(parsed)) return { kind: 'rows', value: parsed }
  if (has(parsed, 'data')) return { kind: 'other', reason: 'its data are not columns of numbers of one length' }
  return { kind: 'other', reason: 'not in a format of this check: no arm_names and data' }
}

function isArms(value: unknown): value is Golden {
  return has(value, 'arm_names') && hasColumns(value, ['time', 'event', 'arm'])
}

function isStartStop(value: unknown): value is GoldenStartStop {
  return has(value, 'coxph_multi') && hasColumns(value, ['start', 'stop', 'event', 'x', 'age', 'surgery'])
}

function isCompeting(value: unknown): value is GoldenCompeting {
  return has(value, 'causes')
}

function isRows(value: unknown): value is GoldenRows {
  return has(value, 'columns') && hasColumns(value, ['time', 'event'])
}

function has(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && key in value
}

function hasColumns(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  const { data } = value
  if (typeof data !== 'object' || data === null) return false
  const columns = names.map((name): unknown => Object.entries(data).find(([key]) => key === name)?.[1])
  return columns.every(
    (column) =>
      Array.isArray(column) &&
      column.length === (Array.isArray(columns[0]) ? columns[0].length : -1) &&
      column.every((x) => typeof x === 'number'),
  )
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
  /** Why the two are not compared, where they are not. */
  readonly skipped?: string
}

/** What is often far below 1: p-values and standard errors. */
const SMALL = /: p$|standard error/

/** |ours - theirs| / max(1, |theirs|), for what is often small / |theirs|; Infinity where only one of them exists. */
export function difference({ quantity, ours, theirs }: Comparison): number {
  const missing = ours === null || !Number.isFinite(ours)
  if (missing || theirs === null) return missing && theirs === null ? 0 : Infinity
  const size = Math.abs(theirs)
  return Math.abs(ours - theirs) / (SMALL.test(quantity) && size > 0 ? size : Math.max(1, size))
}

/** Some writers of JSON make a number of a column of one. */
export function columnOf(values: Column | Value): Column {
  return typeof values === 'number' || values === null ? [values] : values
}

/** Pairs of two columns; a difference in length is a difference in a quantity of its own. */
export function compareColumns(
  quantity: string,
  ours: ArrayLike<Value>,
  theirs: Column | Value,
  tolerance: number,
): Comparison[] {
  const column = columnOf(theirs)
  const length = { quantity: `${quantity}: length`, ours: ours.length, theirs: column.length, tolerance: 0 }
  return [length, ...column.map((value, i) => ({ quantity, ours: ours[i] ?? null, theirs: value, tolerance }))]
}

/** The comparisons of a part of a file; a part that is out of format costs itself only. */
export function attempt(part: string, compareIt: () => Comparison[]): Comparison[] {
  try {
    return compareIt()
  } catch (error) {
    const skipped = `cannot be compared: ${error instanceof Error ? error.message : String(error)}`
    return [{ quantity: part, ours: null, theirs: null, tolerance: 0, skipped }]
  }
}

export function compare(
  quantity: string,
  ours: Value | undefined,
  theirs: Value | undefined,
  tolerance: number,
): Comparison[] {
  return theirs === undefined ? [] : [{ quantity, ours: ours ?? null, theirs, tolerance }]
}

/** R's number where ours is a verdict: not compared, with the verdict as the reason. Nothing where R has none either. */
export function verdict(quantity: string, reason: string, theirs: Value | undefined): Comparison[] {
  return theirs === undefined || theirs === null
    ? []
    : [{ quantity, ours: null, theirs, tolerance: 0, skipped: reason }]
}
