import type { EndpointEvidence, EstimateFigure, Figure } from '../evidence/evidence.ts'
import { figures } from '../evidence/evidence.ts'
import { inPrintedUnit, print } from '../evidence/print.ts'
import { printedLike, printedTimeUnit } from '../evidence/printed-time-unit.ts'
import type { Fidelity, Reconstruction } from '../reconstruct/reconstruction.ts'
import type { CensorRow, CurveRow, FidelityRow, ReportedRow, RiskRow } from '../result/frames.ts'
import type { PatientRow } from '../result/patient-row.ts'
import { arm as armOf } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { riskTable } from '../survival/risk-table.ts'
import { survivalAt } from '../survival/survival-at.ts'

/** A reconstruction as tidy rows: what the files of a report hold and what its charts draw. */
export interface EndpointFrames {
  readonly curves: readonly CurveRow[]
  readonly censored: readonly CensorRow[]
  readonly risk: readonly RiskRow[]
  readonly reported: readonly ReportedRow[]
  readonly fidelity: readonly FidelityRow[]
  readonly patients: readonly PatientRow[]
}

export function endpointFrames(reconstruction: Reconstruction): EndpointFrames {
  return {
    curves: curveRows(reconstruction),
    censored: censorRows(reconstruction),
    risk: riskRows(reconstruction),
    reported: reportedRows(reconstruction.evidence),
    fidelity: reconstruction.fidelity.map((it) => fidelityRow(it, reconstruction.evidence)),
    patients: patientRows(reconstruction),
  }
}

interface Place {
  readonly trial: string
  readonly endpoint: string
}

const placeOf = ({ trial, endpoint }: EndpointEvidence): Place => ({ trial, endpoint })

/** Kaplan-Meier of the carrier with its sampling interval, the smooth estimate with the model band, and what the figures prove. */
function curveRows({ evidence, arms, patients, horizon }: Reconstruction): CurveRow[] {
  const place = placeOf(evidence)
  return arms.flatMap(({ arm, curve, bounds }) => {
    const km = kaplanMeier(armOf(patients, arm))
    const finite = (x: number | undefined): number | null => (x === undefined || Number.isNaN(x) ? null : x)
    const rows: CurveRow[] = [
      { ...place, arm, series: 'km', time: 0, survival: 1, lower: null, upper: null, interval: 'sampling' },
    ]
    km.time.forEach((time, i) => {
      if (time === 0) return
      const [lower, upper] = [finite(km.lower[i]), finite(km.upper[i])]
      rows.push({
        ...place,
        arm,
        series: 'km',
        time,
        survival: finite(km.survival[i]),
        lower,
        upper,
        interval: 'sampling',
      })
    })
    curve.time.forEach((time, i) => {
      const [lower, upper] = [finite(curve.lower[i]), finite(curve.upper[i])]
      const survival = finite(curve.survival[i])
      rows.push({ ...place, arm, series: 'smooth', time, survival, lower, upper, interval: 'reconstruction' })
    })
    bounds.time.forEach((time, i) => {
      if (time > horizon.months) return
      const [lower, upper] = [finite(bounds.lower[i]), finite(bounds.upper[i])]
      rows.push({ ...place, arm, series: 'smooth', time, survival: null, lower, upper, interval: 'bound' })
    })
    return rows
  })
}

function censorRows({ evidence, arms, patients }: Reconstruction): CensorRow[] {
  const place = placeOf(evidence)
  return arms.flatMap(({ arm }) => {
    const km = kaplanMeier(armOf(patients, arm))
    return [...km.time].flatMap((time, i) =>
      (km.nCensor[i] ?? 0) > 0 ? [{ ...place, arm, time, survival: survivalAt(km, time) }] : [],
    )
  })
}

/** Times of the number table: at most nine columns of familiar steps, whole months where they are many, the last at or before the horizon. */
export function riskTimes(horizon: number): readonly number[] {
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 6, 12, 24, 36, 60]
  const step = steps.find((it) => horizon / it <= 8) ?? Math.ceil(horizon / 8)
  return Array.from({ length: Math.floor(horizon / step) + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

function riskRows({ evidence, patients, horizon }: Reconstruction): RiskRow[] {
  const place = placeOf(evidence)
  const printed = evidence.arms.flatMap((it) => it.atRisk.map(({ time }) => time))
  const times = printed.length > 0 ? [...new Set([0, ...printed])].sort((a, b) => a - b) : riskTimes(horizon.months)
  const table = riskTable(patients, times)
  return table.arms.flatMap((arm) => {
    const own = evidence.arms.find(({ id }) => id === arm.name)
    return table.times.map((time, i): RiskRow => ({
      ...place,
      arm: arm.name,
      time,
      atRisk: arm.nRisk[i] ?? 0,
      censored: arm.nCensor[i] ?? 0,
      events: arm.nEvent[i] ?? 0,
      reportedAtRisk: own?.atRisk.find((it) => it.time === time)?.count.printed ?? '',
      modelled: own === undefined || own.events === null || own.atRisk.length === 0,
    }))
  })
}

/** "13.3 (11.8 to 16.1)". */
export function printedEstimate({ estimate, interval }: EstimateFigure): string {
  if (interval === null || estimate.printed.includes('(')) return estimate.printed
  return `${estimate.printed} (${interval.lower.printed} to ${interval.upper.printed})`
}

function valueOf({ quantity }: Figure): number | null {
  return quantity.kind === 'number' ? quantity.value : null
}

/** The reported figures that lie over a chart. */
function reportedRows(evidence: EndpointEvidence): ReportedRow[] {
  const place = placeOf(evidence)
  const estimates: (EstimateFigure & { readonly time: number | null })[] = evidence.arms.flatMap((arm) => [
    ...(arm.median === null ? [] : [{ ...arm.median, time: null }]),
    ...arm.landmarks,
  ])
  for (const { hazardRatio } of evidence.contrasts)
    if (hazardRatio !== null) estimates.push({ ...hazardRatio, time: null })
  const counts = [...evidence.arms.map((it) => it.events), evidence.events].flatMap((it) =>
    it === null ? [] : [{ estimate: it, interval: null, time: null }],
  )
  return [...estimates, ...counts].map((it) => ({
    ...place,
    figure: it.estimate.id,
    arm: it.estimate.arm,
    measure: it.estimate.measure,
    time: it.time,
    printed: printedEstimate(it),
    estimate: valueOf(it.estimate),
    lower: it.interval === null ? null : valueOf(it.interval.lower),
    upper: it.interval === null ? null : valueOf(it.interval.upper),
    level: it.interval?.level ?? null,
    source: sourceOf(it.estimate),
  }))
}

export function fidelityRow(
  { figure, rebuilt, role, verdict, prediction: made }: Fidelity,
  evidence: EndpointEvidence,
): FidelityRow {
  const all = figures(evidence)
  const like = printedLike(figure, all)
  const unit = printedTimeUnit(figure, all)
  // A p-value of another test than ours is no prediction of it.
  const prediction = figure.measure === 'p-value' && verdict === 'not-comparable' ? null : made
  // A figure of another definition than ours is no test of the other figures; the prediction of ours stays beside it.
  const judged = verdict === 'not-comparable' ? null : prediction
  const shown = (value: number | undefined): number | null =>
    value === undefined || !Number.isFinite(value) ? null : inPrintedUnit(value, like)
  return {
    ...placeOf(evidence),
    figure: figure.id,
    arm: figure.arm,
    measure: figure.measure,
    time: figure.time ?? null,
    reported: figure.basis === undefined ? figure.printed : `not reported (${figure.basis})`,
    rebuilt: print(rebuilt, like),
    ...(unit === null ? {} : { unit }),
    role,
    predicted: shown(prediction?.value),
    lower: shown(prediction?.lower),
    upper: shown(prediction?.upper),
    z: judged?.z ?? null,
    verdict,
    predictionVerdict: judged?.verdict ?? '',
    source: sourceOf(figure),
  }
}

export function sourceOf({ source, at }: Figure): string {
  return at === undefined ? source : `${source}, ${at}`
}

/** Sources of all figures of an endpoint, each once. */
export function sourcesOf(evidence: EndpointEvidence): string {
  return [...new Set(figures(evidence).map((it) => it.source))].join('; ')
}

function patientRows({ evidence, patients }: Reconstruction): PatientRow[] {
  const place = placeOf(evidence)
  const order = [...patients.time.keys()].sort(
    (a, b) => (patients.assigned[a] ?? 0) - (patients.assigned[b] ?? 0) || a - b,
  )
  return order.map((row, i): PatientRow => {
    const arm = patients.arms[patients.assigned[row] ?? 0] ?? ''
    const event = patients.event[row] === 1 ? 1 : 0
    return { ...place, arm, patient: i + 1, time: patients.time[row] ?? 0, event, assigned: arm, received: '' }
  })
}
