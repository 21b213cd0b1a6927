import type {
  ArmText,
  CensorRow,
  CurveRow,
  FidelityRow,
  ReportedRow,
  Results,
  RiskRow,
  ScenarioCurveRow,
} from '../../src/result/frames.ts'
import type { Row } from '../../src/result/row.ts'
import { blankRow } from '../result/blank-row.ts'

/**
 * Results to draw. What is reported in `karmma3` is as printed (Rodriguez-Otero 2023); every rebuilt number is made up by a small
 * generator and says nothing about a trial.
 */

/** Park-Miller: numbers in (0, 1) for made-up patients. */
function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  }
}

/** Survival through anchors, log-linear between them; constant hazard after the last. */
export function through(anchors: readonly (readonly [number, number])[], time: number): number {
  const found = anchors.findIndex(([t]) => t >= time)
  const after = found === -1 ? anchors.length - 1 : Math.max(1, found)
  const [t0, s0] = anchors[after - 1]!
  const [t1, s1] = anchors[after]!
  return s0 * Math.exp(((time - t0) / (t1 - t0)) * Math.log(s1 / s0))
}

export interface MadeUpArm extends ArmText {
  readonly anchors: readonly (readonly [number, number])[]
  readonly seed: number
}

interface Made {
  readonly curves: readonly CurveRow[]
  readonly censored: readonly CensorRow[]
  readonly risk: readonly RiskRow[]
  /** First time at which the made-up Kaplan-Meier curve is at or below one half. */
  readonly median: number | null
}

export const where = { trial: 'karmma-3-2023', endpoint: 'pfs' } as const

export function makeUp(
  arm: MadeUpArm,
  horizon: number,
  columns: readonly number[],
  some: { readonly reportedAtRisk?: boolean; readonly modelled?: boolean } = {},
): Made {
  const next = uniform(arm.seed)
  const patients = Array.from({ length: arm.patients }, (_, at) => {
    const u = (at + 0.3 + 0.4 * next()) / arm.patients
    let event = 0
    while (event < horizon && through(arm.anchors, event) > u) event += 0.05
    const censoring = 2 + (horizon - 2) * Math.sqrt(next())
    return { time: Math.min(event, censoring), event: event <= censoring && event < horizon }
  }).sort((a, b) => a.time - b.time || Number(b.event) - Number(a.event))
  const curves: CurveRow[] = []
  const censored: CensorRow[] = []
  let survival = 1
  let greenwood = 0
  let median: number | null = null
  const named = { ...where, arm: arm.id }
  patients.forEach(({ time, event }, at) => {
    const n = patients.length - at
    if (!event) return censored.push({ ...named, time, survival })
    survival *= 1 - 1 / n
    greenwood += n > 1 ? 1 / (n * (n - 1)) : 0
    if (survival <= 0.5 && median === null) median = time
    const half = 1.96 * survival * Math.sqrt(greenwood)
    return curves.push({
      ...named,
      series: 'km',
      time,
      survival,
      lower: Math.max(0, survival - half),
      upper: Math.min(1, survival + half),
      interval: 'sampling',
    })
  })
  const last = arm.anchors.at(-2)?.[0] ?? horizon
  for (let time = 0; time <= horizon + 1e-9; time += horizon / 120) {
    const value = through(arm.anchors, time)
    const half = 0.02 * Math.min(1, Math.sqrt(time / 3)) + Math.max(0, 0.006 * (time - last))
    curves.push({
      ...named,
      series: 'smooth',
      time,
      survival: value,
      lower: Math.max(0, value - half),
      upper: Math.min(1, value + half),
      interval: 'reconstruction',
    })
    if (Math.round(time / (horizon / 120)) % 4 === 0) {
      curves.push({
        ...named,
        series: 'smooth',
        time,
        survival: value,
        lower: Math.max(0, value - 2.2 * half),
        upper: Math.min(1, value + 2.2 * half),
        interval: 'bound',
      })
    }
  }
  const risk = columns.map((time): RiskRow => {
    const atRisk = patients.filter((it) => it.time >= time).length
    return {
      ...named,
      time,
      atRisk,
      events: patients.filter((it) => it.event && it.time <= time).length,
      censored: patients.filter((it) => !it.event && it.time <= time).length,
      reportedAtRisk: some.reportedAtRisk === true ? String(Math.max(0, atRisk - (time > 0 ? 1 : 0))) : '',
      modelled: some.modelled ?? true,
    }
  })
  return { curves, censored, risk, median }
}

export const row = (some: Partial<Row>): Row => ({ ...blankRow, ...some })

export function reportedRow(
  arm: string,
  measure: string,
  time: number | null,
  printed: string,
  [estimate, lower, upper]: readonly [number | null, number | null, number | null],
): ReportedRow {
  const figure = `pfs.${arm}.${measure}${time === null ? '' : `@${String(time)}`}`
  const level = lower === null && upper === null ? null : 0.95
  return { ...where, figure, arm, measure, time, printed, estimate, lower, upper, level }
}

export const ideCel: MadeUpArm = {
  id: 'ide-cel',
  label: 'Ide-cel',
  role: 'experimental',
  patients: 254,
  seed: 11,
  anchors: [
    [0, 1],
    [6, 0.73],
    [12, 0.55],
    [13.3, 0.5],
    [16.1, 0.43],
    [36, 0.16],
  ],
}

export const standard: MadeUpArm = {
  id: 'standard',
  label: 'Standard regimen',
  role: 'control',
  patients: 132,
  seed: 7,
  anchors: [
    [0, 1],
    [1, 0.95],
    [4.4, 0.5],
    [6, 0.4],
    [12, 0.3],
    [36, 0.1],
  ],
}

/** Results of one endpoint with these arms. Control first, as in a record. */
export function resultsOf(
  arms: readonly MadeUpArm[],
  reported: readonly ReportedRow[],
  some: {
    readonly rows?: readonly Row[]
    readonly columns?: readonly number[]
    readonly reportedAtRisk?: boolean
    readonly modelled?: boolean
    readonly lastEvidence?: number
    readonly horizon?: number
    readonly fidelity?: readonly FidelityRow[]
    readonly scenarioCurves?: readonly ScenarioCurveRow[]
  } = {},
): Results {
  const horizon = some.horizon ?? 35.4
  const made = arms.map((arm) => ({
    arm,
    ...makeUp(arm, horizon, some.columns ?? [0, 6, 12, 18, 24, 30, 36], some),
  }))
  const medians = made.map(({ arm, median }) =>
    row({ arm: arm.id, measure: 'median', estimate: median, status: median === null ? 'not-reached' : 'ok' }),
  )
  return {
    analysis: {
      id: 'karmma-3',
      title: 'Made up',
      question: '',
      seed: 1,
      draws: 1000,
      written: 'after seeing results',
      planHash: '',
    },
    trials: [
      {
        id: where.trial,
        label: 'KarMMa-3',
        registration: 'NCT03651128',
        design: '',
        followUp: '',
        flow: [],
        arms: arms.map(({ id, label, role, patients }) => ({ id, label, role, patients })),
        sources: [],
        completeness: [],
      },
    ],
    endpoints: [
      {
        trial: where.trial,
        id: where.endpoint,
        label: 'Progression-free survival',
        event: 'progression or death',
        clock: 'randomisation',
        population: 'randomised',
        assessor: 'independent review committee',
        horizon,
        lastEvidence: some.lastEvidence ?? 16.1,
        hazardRatioDefinition: 'Cox model, ide-cel against standard regimen, all events; stratification not stated',
      },
    ],
    scenarios: [],
    estimands: [],
    rows: [...medians, ...(some.rows ?? [])],
    curves: made.flatMap((it) => it.curves),
    censored: made.flatMap((it) => it.censored),
    risk: made.flatMap((it) => it.risk),
    reported,
    fidelity: some.fidelity ?? [],
    scenarioCurves: some.scenarioCurves ?? [],
    rules: [],
    findings: [],
    assumptions: [],
    limits: [],
    references: [],
  }
}

export const contrast = 'ide-cel-vs-standard'

export const karmmaReported: readonly ReportedRow[] = [
  reportedRow('ide-cel', 'median', null, '13.3 (11.8 to 16.1)', [13.3, 11.8, 16.1]),
  reportedRow('ide-cel', 'survival', 6, '73%', [0.73, null, null]),
  reportedRow('ide-cel', 'survival', 12, '55%', [0.55, null, null]),
  reportedRow('standard', 'median', null, '4.4 (3.4 to 5.9)', [4.4, 3.4, 5.9]),
  reportedRow('standard', 'survival', 6, '40%', [0.4, null, null]),
  reportedRow('standard', 'survival', 12, '30%', [0.3, null, null]),
  reportedRow('all', 'events', null, '242', [242, null, null]),
  reportedRow(contrast, 'hazard-ratio', null, '0.49 (0.38 to 0.65)', [0.49, 0.38, 0.65]),
]

export const hazardRatio = row({
  arm: 'ide-cel',
  versus: 'standard',
  measure: 'hazard-ratio',
  estimate: 0.4903,
  lower: 0.3791,
  upper: 0.6342,
})

export const karmma3 = resultsOf([standard, ideCel], karmmaReported, { rows: [hazardRatio] })
