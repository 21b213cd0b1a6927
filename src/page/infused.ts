import { percent, trimmed } from '../result/format.ts'
import type { InfusedExperiment, LiveEndpoint } from '../result/experiment.ts'
import { curveMedian, curveRmst, curveSurvival } from '../scenario/curve-measures.ts'
import { infusedFromItt } from '../scenario/infused-from-itt.ts'
import { infusedShare } from '../scenario/infused-share.ts'
import type { RawCurve } from '../scenario/outcome.ts'
import { fromCurve, infeasibleStretches } from '../scenario/raw-curve.ts'
import type { Curve } from '../survival/curve.ts'
import { type Control, numberOf } from './control.ts'
import { beyond, timeControl } from './effects.ts'
import { lawControls, type LawKind, lawOf, lawSentence } from './law-controls.ts'
import { armOf, curveOf } from './live-arms.ts'
import { type LiveExperiment, type LiveLine, shownEstimate } from './outcome.ts'

/** Figures rounded to a percent do not tell a curve better than this: smaller repairs are not called impossible. */
const tolerance = 0.005

const kinds: readonly LawKind[] = ['exponential', 'fail-at', 'as-control', 'never-fail', 'as-arm']

/** The curve of the infused for an assumption about the others. It works on the model's smooth curves, as the report does. */
export function infused(endpoint: LiveEndpoint, experiment: InfusedExperiment): LiveExperiment {
  const [control, arm] = [armOf(endpoint, experiment.control), armOf(endpoint, experiment.arm)]
  const [whole, other] = [curveOf(arm.smooth), curveOf(control.smooth)]
  return {
    controls: (settings) => [
      ...waitingControl(experiment),
      ...lawControls(kinds, settings),
      timeControl(endpoint, experiment.time, 'Look at'),
    ],
    outcome: (settings) => {
      const time = numberOf(settings, 'time')
      const waiting = experiment.mostWaiting > 0 ? numberOf(settings, 'waiting') : 0
      const share = infusedShare({ infused: experiment.infused, randomised: experiment.randomised, waiting })
      const law = lawOf(kinds, settings)
      const { curve } = infusedFromItt({ arm: whole, control: other, share, notInfused: law, reading: 'lines' })
      const stretches = infeasibleStretches(curve, tolerance)
      return {
        lines: [
          smoothLine(control.id, 'rebuilt', other, endpoint.horizon),
          smoothLine(arm.id, 'rebuilt', whole, endpoint.horizon),
          rawLine(arm.id, curve, stretches, endpoint.horizon),
        ],
        cursor: time,
        columns: ['Measure (no interval)', `All of ${arm.label}`, `The ${experiment.stage}`, control.label],
        rows: measures(time, fromCurve(whole), curve, fromCurve(other)),
        said: [
          `${percent(share)} of ${arm.label} are counted as ${experiment.stage}. ${lawSentence(law)}`,
          stretches.length === 0
            ? 'No stretch of the curve is impossible.'
            : `No survival curve can do what this asks for between ${stretches.map((it) => `${trimmed(it.from, 1)} and ${trimmed(it.to, 1)} months`).join(', ')}: the assumption and the model’s curve cannot both hold.`,
          `The ${experiment.stage} are a part of one arm, ${control.label} is a whole arm: their difference is not the effect of the infusion.`,
          ...beyond([arm, control], time),
        ],
      }
    },
  }
}

function waitingControl({ mostWaiting, stage }: InfusedExperiment): readonly Control[] {
  if (mostWaiting === 0) return []
  return [
    {
      kind: 'range',
      id: 'waiting',
      label: `Still to be ${stage}, and counted with them`,
      min: 0,
      max: mostWaiting,
      step: 1,
      scale: 'linear',
      value: 0,
      unit: 'patients',
    },
  ]
}

function measures(time: number, ...curves: readonly RawCurve[]): readonly (readonly string[])[] {
  const at = trimmed(time)
  const row = (label: string, measure: string, of: (it: RawCurve) => Parameters<typeof shownEstimate>[1]) => [
    label,
    ...curves.map((it) => shownEstimate(measure, of(it))),
  ]
  return [
    row(`Survival at ${at} months`, 'survival', (it) => curveSurvival(it, time, 'lines')),
    row('Median, months', 'median', (it) => curveMedian(it, 'lines')),
    row(`Restricted mean to ${at} months, months`, 'rmst', (it) => curveRmst(it, time, 'lines')),
  ]
}

function smoothLine(arm: string, series: LiveLine['series'], { time, survival }: Curve, end: number): LiveLine {
  const points = [...time].map((at, i) => ({ time: at, survival: survival[i] ?? 0, feasible: true }))
  return { arm, series, points: points.filter((it) => it.time <= end) }
}

function rawLine(arm: string, raw: RawCurve, stretches: ReturnType<typeof infeasibleStretches>, end: number): LiveLine {
  const points = [...raw.time].map((time, i) => ({
    time,
    survival: raw.survival[i] ?? 0,
    feasible: !stretches.some((it) => time >= it.from && time <= it.to),
  }))
  return { arm, series: 'assumed', points: points.filter((it) => it.time <= end) }
}
