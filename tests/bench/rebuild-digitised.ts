import type { DigitisedCurve } from '../../src/evidence/digitised-curve.ts'
import { reconstructCurves } from '../../src/reconstruct/reconstruct-curves.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { evidenceOf } from '../reconstruct/build-evidence.ts'

/** A digitised comparison as benchmarks store it (format bench-digitised/1): times in `unit`. */
export interface DigitisedCase {
  readonly id: string
  readonly unit: 'days' | 'weeks' | 'months' | 'years'
  readonly arms: readonly {
    readonly name: string
    readonly n: number
    readonly events: number
    readonly points: readonly (readonly [time: number, survival: number])[]
    readonly at_risk: { readonly times: readonly number[]; readonly n: readonly number[] }
  }[]
  readonly hr?: { readonly value: string; readonly lo: string; readonly hi: string } | null
  readonly logrank_p?: string | null
}

const perMonth = { days: 30.4375, weeks: 30.4375 / 7, months: 1, years: 1 / 12 } as const

/** Patients behind a digitised comparison, times in its own unit; `printed` uses its hazard ratio and p-value too. */
export function rebuildDigitised(given: DigitisedCase, printed = true) {
  const result = reconstructionOf(given, printed)
  const unit = perMonth[given.unit]
  const { patients } = result
  return {
    id: given.id,
    level: 'digitised',
    fidelity: result.fidelity,
    arms: given.arms.map((arm, index) => ({
      name: arm.name,
      ipd: [...patients.time.keys()]
        .filter((i) => patients.assigned[i] === index)
        .map((i): [number, number] => [patients.time[i]! * unit, patients.event[i]!]),
    })),
  }
}

function reconstructionOf(given: DigitisedCase, printed: boolean): Reconstruction {
  const unit = perMonth[given.unit]
  const arms = Object.fromEntries(
    given.arms.map((arm, index) => [
      `arm${index}`,
      {
        n: arm.n,
        events: arm.events,
        atRisk: Object.fromEntries(arm.at_risk.times.map((time, k) => [time / unit, arm.at_risk.n[k]!])),
      },
    ]),
  )
  const { hr, logrank_p: p } = given
  const evidence = evidenceOf({
    arms,
    ...(printed && hr && { hazardRatio: `${hr.value} (${hr.lo}-${hr.hi})` }),
    ...(printed && p && { p }),
  })
  const curves = new Map(given.arms.map((arm, index) => [`arm${index}`, curveOf(arm.points, unit)]))
  return reconstructCurves(evidence, curves, { seed: 1 })
}

function curveOf(points: DigitisedCase['arms'][number]['points'], unit: number): DigitisedCurve {
  const rows = points
    .map(([time, survival]) => [Math.max(0, time / unit), Math.max(0, Math.min(1, survival))] as const)
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
  return { time: Float64Array.from(rows, (row) => row[0]), survival: Float64Array.from(rows, (row) => row[1]) }
}
