import type { RandomNumbers } from '../../../../src/numeric/random-stream.ts'
import { rpsftm } from '../../../../src/scenario/rpsftm.ts'
import { type Estimate } from '../../../../src/survival/estimate.ts'
import type { Patients } from '../../../../src/survival/patients.ts'
import { usualPaper } from '../draw-arms.ts'
import type { Answer, DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { cutOffBetween, lifetime, observed, type SimulatedPatient } from '../simulated-patients.ts'

/** Treatment stretches the time that is left by e^-psi. */
export const psi = -0.4
const shape = 1.3
const willing = 0.6
/** Times at which switching is offered: half evenly below the median, half above. */
const law = { minimum: 3, median: 6, maximum: 12 }

type OfferedAt = (random: RandomNumbers, withoutSwitch: number) => number

const atRandom: OfferedAt = (random) => {
  const u = random.uniform()
  return u < 0.5
    ? law.minimum + 2 * u * (law.median - law.minimum)
    : law.median + (2 * u - 1) * (law.maximum - law.median)
}
/** Progression comes when between 3 and 7 tenths of the time to death have passed. */
const atProgression: OfferedAt = (random, withoutSwitch) => withoutSwitch * (0.3 + 0.4 * random.uniform())

const common = `200 patients an arm, overall survival Weibull (shape ${shape}), without treatment a median of 14 months; treatment stretches the time that is left by exp(0.4). In the control arm 60% switch`

/** Who switches, and when, hangs together with nothing but being alive then: what the simulated switches assume. */
export const switchingAtRandom = switching(
  'switching',
  `Treatment switching at random: ${common} at a time drawn from the law that the plan has (3 to 12 months, median 6), if they are alive.`,
  atRandom,
  [
    'The interval keeps the p-value of the comparison as assigned and is as wide as that says; on the logarithm the estimate is skewed, more so with recensoring, which gives up the late events.',
  ],
)

/** Who switches has progressed, and progression foretells death: what no rebuilt patient knows. */
export const switchingAtProgression = switching(
  'switching-at-progression',
  `Treatment switching at progression: ${common} when they progress, at 3 to 7 tenths of their time to death; the plan has the range and median of the switches that happened.`,
  atProgression,
  [
    'Below nominal: the spread without recensoring. The simulated switches know nothing of progression, so the rebuilt ratio is too small by the link that they lack, and no number of draws shows it: the spread is that of an assumption that does not hold here. The sampling interval is wide enough to hide it. Without the link in the record nothing mends this; both rows belong in a report, and so does the sentence that switches are simulated at random.',
  ],
)

function switching(id: string, words: string, offeredAt: OfferedAt, remarks: readonly string[] = []): Family {
  return {
    id,
    words,
    remarks,
    draws: 39,
    trialShare: 0.75,
    draw: (random): DrawnTrial => {
      const all = [0, 1].flatMap((arm) => Array.from({ length: 200 }, () => patientOf(random, arm, offeredAt)))
      const patients = observed([control, experimental], all)
      const switches = [...(patients.switched ?? [])]
        .filter((it, row) => it < patients.time[row]!)
        .sort((x, y) => x - y)
      const seen = {
        minimum: switches[0]!,
        median: switches[switches.length >> 1]!,
        maximum: switches.at(-1)!,
      }
      return {
        paper: {
          ...usualPaper,
          endpoint: 'OS',
          patients,
          potential: all.map((it) => it.cutOff),
          landmarks: [6, 12, 18, 24],
        },
        measures: ['hazard ratio'],
        scenarios: [
          scenario('switching', 'treatment switching', ['supplementary', 'simulated', 'assumption'], {
            arm: experimental,
            control,
            switched: switches.length / 200,
            switching: offeredAt === atRandom ? law : seen,
            simulations: 5,
          }),
        ],
        targets: targetsOf(patients),
      }
    },
  }
}

function patientOf(random: RandomNumbers, arm: number, offeredAt: OfferedAt): SimulatedPatient {
  const untreated = lifetime(random, 14, shape)
  const course = { arm, cutOff: cutOffBetween(random, 12, 36), dropOut: random.exponential() / 0.005 }
  if (arm === 1) return { ...course, event: untreated * Math.exp(-psi) }
  const at = offeredAt(random, untreated)
  const switches = random.uniform() < willing && at < untreated
  return switches
    ? { ...course, event: at + (untreated - at) * Math.exp(-psi), switched: at }
    : { ...course, event: untreated }
}

/** Of Weibull times that are stretched by e^-psi. */
const truth = Math.exp(psi * shape)

function targetsOf(patients: Patients): readonly Target[] {
  const row = (variant: string) => rowWith({ scenario: 'switching', measure: 'hazard-ratio', variant })
  const naive = { words: 'as assigned', row: row('as assigned') }
  return [
    {
      words: 'hazard ratio had nobody switched, RPSFTM recensored',
      truth,
      scale: 'log',
      right: row('rpsftm, recensored'),
      wrong: naive,
      known: answerOf(rpsftm(withEndOfFollowUp(patients), { step: 0.02 })),
    },
    {
      words: 'the same, not recensored',
      truth,
      scale: 'log',
      right: row('rpsftm, not recensored'),
      wrong: { words: 'censored at the switch', row: row('censored at the switch') },
      known: answerOf(rpsftm(patients, { step: 0.02, recensor: false })),
    },
  ]
}

/** Drop-out ends follow-up as the cut-off does; that of the patients who died is not known to anybody, and the cut-off stands for it. */
const withEndOfFollowUp = (patients: Patients): Patients => ({
  ...patients,
  administrative: patients.time.map((time, row) => (patients.event[row] === 0 ? time : patients.administrative![row]!)),
})

function answerOf(found: ReturnType<typeof rpsftm>): Answer {
  const ratio: Estimate = found.kind === 'value' ? found.hazardRatio : found
  const none = { estimate: null, lower: null, upper: null, spreadLower: null, spreadUpper: null }
  return ratio.kind === 'value' ? { ...none, estimate: ratio.value, lower: ratio.lower, upper: ratio.upper } : none
}
