import { percent, trimmed } from '../result/format.ts'
import type { IttExperiment, LiveEndpoint } from '../result/experiment.ts'
import { ittFromInfused } from '../scenario/itt-from-infused.ts'
import { ittMeasures } from '../scenario/itt-measures.ts'
import { fixedLag } from '../scenario/lag.ts'
import { arm as armOnly } from '../survival/arm.ts'
import type { Curve } from '../survival/curve.ts'
import type { Estimate } from '../survival/estimate.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { type Control, numberOf } from './control.ts'
import { beyond, timeControl } from './effects.ts'
import { lawControls, type LawKind, lawOf, lawSentence } from './law-controls.ts'
import { armOf, patientsOf } from './live-arms.ts'
import { type LiveExperiment, shownEstimate, stepLine } from './outcome.ts'

/** The whole arm from the curve of the infused, for an assumption about the others and a lag between the clocks. */
export function itt(endpoint: LiveEndpoint, experiment: IttExperiment): LiveExperiment {
  const arm = armOf(endpoint, experiment.arm)
  const control = experiment.control === null ? null : armOf(endpoint, experiment.control)
  const curve = (it: typeof arm): Curve => from0(kaplanMeier(armOnly(patientsOf([it]), it.id)))
  const known = { infused: curve(arm), ...(control === null ? {} : { control: curve(control) }) }
  const kinds: readonly LawKind[] = [
    'exponential',
    'fail-at',
    'as-infused',
    ...(control === null ? [] : (['as-control'] as const)),
    'never-fail',
  ]
  const share = experiment.infused / experiment.all
  return {
    controls: (settings) => [
      lagControl(experiment),
      ...lawControls(kinds, settings),
      timeControl(endpoint, experiment.time, 'Look at'),
    ],
    outcome: (settings) => {
      const [time, months] = [numberOf(settings, 'time'), numberOf(settings, 'lag')]
      const law = lawOf(kinds, settings)
      const mixture = { ...known, share, notInfused: law, lag: fixedLag(months) }
      const end = endpoint.horizon + months
      const grid = Float64Array.from({ length: 401 }, (_, i) => (i * end) / 400)
      const whole = ittFromInfused({ ...mixture, times: grid })
      const measures = ittMeasures(mixture)
      const own = ittMeasures({ infused: known.infused, share: 1, notInfused: { kind: 'never-fail' } })
      const both = (
        label: string,
        measure: string,
        of: (it: typeof measures) => number | null,
        absent: Estimate['kind'] = 'not-estimable',
      ) => [label, shownEstimate(measure, point(of(own), absent)), shownEstimate(measure, point(of(measures), absent))]
      return {
        lines: [stepLine(arm.id, 'rebuilt', known.infused, endpoint.horizon), stepLine(arm.id, 'assumed', whole, end)],
        cursor: time,
        columns: [
          'Measure (no interval)',
          `The ${experiment.stage}, from ${endpoint.clock}`,
          `All ${experiment.all}, from ${experiment.clock}`,
        ],
        rows: [
          both('Median, months', 'median', (it) => it.median(), 'not-reached'),
          both(`Survival at ${trimmed(time)} months`, 'survival', (it) => it.survival(time)),
          both(`Restricted mean to ${trimmed(time)} months, months`, 'rmst', (it) => it.rmst(time)),
        ],
        said: [
          `${experiment.infused} of ${experiment.all} (${percent(share)}) were ${experiment.stage}. ${lawSentence(law)}`,
          months === 0
            ? `The clocks are taken as one: ${experiment.clock} and ${endpoint.clock} at the same moment.`
            : `${endpoint.clock} comes ${trimmed(months)} months after ${experiment.clock} for everybody: the two columns count from different moments.`,
          ...beyond([arm], time),
        ],
      }
    },
  }
}

function lagControl({ clock, lag, longestLag }: IttExperiment): Control {
  return {
    kind: 'range',
    id: 'lag',
    label: `From ${clock} to the clock of the curve`,
    min: 0,
    max: longestLag,
    step: 0.1,
    scale: 'linear',
    value: lag,
    unit: 'months',
  }
}

/** Survival is 1 before the first event: the mixture begins at 0. */
function from0({ time, survival }: Curve): Curve {
  if (time[0] === 0) return { time, survival }
  return { time: Float64Array.of(0, ...time), survival: Float64Array.of(1, ...survival) }
}

function point(value: number | null, absent: Estimate['kind']): Estimate {
  const none = { lower: null, upper: null, level: 0.95 }
  if (value !== null) return { kind: 'value', value, ...none, standardError: null }
  return absent === 'not-reached'
    ? { kind: 'not-reached', ...none }
    : { kind: 'not-estimable', reason: 'beyond the curve' }
}
