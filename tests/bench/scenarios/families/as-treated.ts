import { type AsTreated, asTreated } from '../../../../src/scenario/as-treated.ts'
import { cox } from '../../../../src/survival/cox.ts'
import type { Patients } from '../../../../src/survival/patients.ts'
import { followed, paperOf } from '../draw-arms.ts'
import type { Answer, DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { lifetime, type SimulatedPatient } from '../simulated-patients.ts'

const law = { minimum: 1, median: 2, maximum: 5 }
const willing = 0.9

/** Neither assignment nor infusion does anything: what differs from 1 is the grouping. */
export const asTreatedFamily: Family = {
  id: 'as-treated',
  words:
    'As treated, without any effect: 200 patients an arm, all exponential with a median of 8 months; nine in ten of those event-free at a time of 1 to 5 months (median 2) are infused. The hazard ratio is 1.',
  remarks: [
    'Infusion was independent of prognosis here, as the simulated times have it. Where it is not, nothing in a print shows it, and no coverage is claimed: the scenario is a diagnostic.',
  ],
  draw: (random): DrawnTrial => {
    const patient = (arm: number): SimulatedPatient => {
      const course = { arm, event: lifetime(random, 8), ...followed(random) }
      const u = random.uniform()
      const at =
        u < 0.5
          ? law.minimum + 2 * u * (law.median - law.minimum)
          : law.median + (2 * u - 1) * (law.maximum - law.median)
      const end = Math.min(course.event, course.cutOff, course.dropOut)
      return arm === 1 && random.uniform() < willing && at < end ? { ...course, infusion: at } : course
    }
    const paper = paperOf([0, 1].flatMap((arm) => Array.from({ length: 200 }, () => patient(arm))))
    const infused = [...(paper.patients.infusion ?? [])].filter((it) => !Number.isNaN(it)).length
    return {
      paper: { ...paper, flow: { [experimental]: [{ randomised: 200 }, { infused }] } },
      measures: ['hazard ratio'],
      scenarios: [
        scenario('as-treated', 'as treated', ['diagnostic', 'simulated', 'none'], {
          arm: experimental,
          control,
          infused: { stage: 'infused', of: 'randomised' },
          infusion: law,
          window: 5,
          landmarks: [5],
          simulations: 10,
        }),
      ],
      targets: targetsOf(paper.patients),
    }
  },
}

const row = (variant: string) => rowWith({ scenario: 'as-treated', measure: 'hazard-ratio', variant })
const dropped = { words: 'never infused left out', row: row('never infused left out') }

function targetsOf(patients: Patients): readonly Target[] {
  const target = (words: string, how: AsTreated): Target => ({
    words: `${words}: hazard ratio`,
    truth: 1,
    scale: 'log',
    right: row(words),
    wrong: dropped,
    known: ratioOf(asTreated(patients, how)),
  })
  return [
    target('infusion as a time-dependent covariate', { kind: 'time-dependent' }),
    target('infused with delayed entry', { kind: 'delayed entry' }),
    target('landmark at 5 months', { kind: 'landmark', at: 5, others: 'drop' }),
  ]
}

function ratioOf(patients: Patients): Answer {
  const fit = cox(patients)
  if (fit.kind !== 'value') return { estimate: null, lower: null, upper: null, spreadLower: null, spreadUpper: null }
  const { value, lower, upper } = fit.hazardRatio
  return { estimate: value, lower, upper, spreadLower: null, spreadUpper: null }
}
