import { randomStream, type RandomNumbers } from '../../numeric/random-stream.ts'
import { percent } from '../../result/format.ts'
import { formatEstimate } from '../../result/measure-format.ts'
import type { Row } from '../../result/row.ts'
import { drawSwitching } from '../../scenario/draw-switching.ts'
import { drawSwitchingAtProgression } from '../../scenario/draw-switching-at-progression.ts'
import { iterativeParameterEstimation } from '../../scenario/iterative-parameter-estimation.ts'
import { rpsftm } from '../../scenario/rpsftm.ts'
import { twoStage } from '../../scenario/two-stage.ts'
import { switchersSetApart } from '../../scenario/switchers-set-apart.ts'
import { cox } from '../../survival/cox.ts'
import { type Estimate, notEstimable } from '../../survival/estimate.ts'
import type { Patients } from '../../survival/patients.ts'
import { pairOfPatients } from '../../reconstruct/rebuilt-figure.ts'
import { blankRow, type Case } from '../case.ts'
import { overSimulations } from '../censoring-difference.ts'
import { checkArms } from '../check-arms.ts'
import { type Contrast, contrastRows, labelOf } from '../contrast-rows.ts'
import type { Method } from '../method.ts'
import type { TreatmentSwitchingPlan } from '../plan.ts'
import { psiRows } from '../psi-rows.ts'

/** So many draws of the reconstruction: each is a search for psi of its own. */
const mostDraws = 60

/**
 * The hazard ratio as if nobody had switched, under a common treatment effect, beside the naive ways. Rebuilt patients have no times of
 * switching: they are simulated, several times, and medians over the simulations given.
 */
export function treatmentSwitchingMethod(scenario: TreatmentSwitchingPlan): Method {
  return {
    inMonths: (months) => {
      const { switching, progression } = scenario
      const inMonths = (it: { minimum: number; median: number; maximum: number }) => ({
        minimum: months(it.minimum),
        median: months(it.median),
        maximum: months(it.maximum),
      })
      return {
        ...scenario,
        ...(switching === undefined ? {} : { switching: inMonths(switching) }),
        ...(progression === undefined ? {} : { progression: { ...progression, ...inMonths(progression) } }),
      }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
      const { switching, progression } = scenario
      if ((switching === undefined) !== (progression === undefined)) return
      report([], {
        rule: 'when-switched',
        message:
          switching === undefined ? 'it is not said when patients switched' : 'it is said twice when patients switched',
        expected: '"switching" or "progression"',
        mend: 'keep "switching" where the times are known, "progression" where patients switched when they progressed',
      })
    },
    run: ({ its, draws }) => {
      const rows = contrastRows(its, scenario, draws.patients.slice(0, mostDraws), (pair, draw) =>
        contrastsOf(its, scenario, pair, draw),
      )
      const z = psiRows(
        { ...blankRow(its, scenario), arm: scenario.arm, versus: scenario.control },
        firstSimulation(its, scenario),
      )
      return { rows: [...rows, ...z], curves: [], finding: findingOf(rows, scenario, its) }
    },
    references: ['RobinsTsiatis1991', 'White1999', 'BransonWhitehead2002', 'Latimer2014'],
    onCurves: false,
    borrows: [],
  }
}

/** Rebuilt patients with simulated switches. */
interface Switches {
  readonly patients: Patients
  /** By row, where patients switched at progression. */
  readonly progression: Float64Array | null
  readonly short: number
}

interface Way {
  readonly words: string
  readonly identification: Row['identification']
  readonly assumption: string
  readonly of: (patients: Patients, progression: Float64Array | null) => Estimate
}

const common =
  'Treatment multiplies the time that is left by the same factor in everybody, whenever it begins; the interval keeps the p-value as randomised.'
/** The jumps of z are no finer than the patients. */
const search = { step: 0.02 }

const ways: readonly Way[] = [
  {
    words: 'rpsftm, recensored',
    identification: 'assumption',
    assumption: common,
    of: (it) => ratioOf(rpsftm(it, search)),
  },
  {
    words: 'rpsftm, not recensored',
    identification: 'assumption',
    assumption: `${common} Censoring tells nothing of prognosis although it depends on the switch.`,
    of: (it) => ratioOf(rpsftm(it, { ...search, recensor: false })),
  },
  {
    words: 'iterative parameter estimation, recensored',
    identification: 'assumption',
    assumption: `${common} Survival times follow a Weibull law.`,
    of: (it) => ratioOf(iterativeParameterEstimation(it)),
  },
  {
    words: 'censored at the switch',
    identification: 'none',
    assumption: 'Who switches has the prognosis of those who do not.',
    of: (it) => coxRatio(switchersSetApart(it, 'censor at switch')),
  },
  {
    words: 'switchers left out',
    identification: 'none',
    assumption: 'Who switches has the prognosis of those who do not, although living long enough to switch.',
    of: (it) => coxRatio(switchersSetApart(it, 'exclude')),
  },
  {
    words: 'on treatment from the switch',
    identification: 'none',
    assumption: 'Who switches has the prognosis of those treated from the start.',
    of: (it) => coxRatio(switchersSetApart(it, 'on treatment from the switch')),
  },
]

const afterProgression: Way = {
  words: 'two-stage, recensored',
  identification: 'assumption',
  assumption:
    'After progression those who switch differ from those who do not by the switch alone; time from progression follows a Weibull law.',
  of: (it, progression) => {
    if (progression === null) return notEstimable('no times of progression')
    const found = twoStage(it, progression)
    return found.kind === 'value' ? found.hazardRatio : found
  },
}

function contrastsOf(its: Case, scenario: TreatmentSwitchingPlan, pair: Patients, draw: number): readonly Contrast[] {
  const simulated = simulations(its, scenario, pair, draw)
  const short = Math.max(...simulated.map((it) => it.short))
  const published = its.plan.scenarios.find((it) => it.method === 'as published')
  const blank = { measure: 'hazard-ratio', method: 'cox, efron' }
  return [
    {
      ...blank,
      variant: 'as assigned',
      estimate: coxRatio(pair),
      data: 'reconstructed',
      identification: published?.identification ?? 'none',
      assumption: 'None about switching: it belongs to the treatment that was assigned.',
    },
    ...[...ways, ...(scenario.progression === undefined ? [] : [afterProgression])].map(
      ({ words, identification, assumption, of }): Contrast => ({
        ...blank,
        variant: words,
        estimate: middle(simulated.map((it) => of(it.patients, it.progression))),
        identification,
        assumption: `${assumption} ${drawnHow(scenario)}${short > 0 ? ` In a simulation up to ${short} fewer could switch than the plan says.` : ''}`,
        infeasible: short > 0,
      }),
    ),
  ]
}

/** How switches were simulated: it is an assumption of every way but the comparison as assigned. */
function drawnHow({ progression }: TreatmentSwitchingPlan): string {
  return progression === undefined
    ? 'Switches are simulated, at random among those then in follow-up.'
    : `Progression and switches are simulated: progression is linked with follow-up by a rank correlation of ${progression.correlation}, and who switches is drawn at random among those who progressed.`
}

/** The rebuilt patients (draw -1) with several sets of switches, a draw with one. */
function simulations(its: Case, scenario: TreatmentSwitchingPlan, pair: Patients, draw: number): readonly Switches[] {
  const { evidence, arms } = its.reconstruction
  const censoring = arms.find((it) => it.arm === scenario.control)?.followUp
  if (censoring === undefined) throw new RangeError(`no law of follow-up for ${scenario.control}`)
  const stream = randomStream(its.plan.seed, `${evidence.trial}/${evidence.endpoint}/${scenario.id}/switching`)
  const size = pair.assigned.reduce((sum, it) => sum + (it === 0 ? 1 : 0), 0)
  const switched = Math.round(size * scenario.switched)
  const { switching, progression } = scenario
  const drawn = (random: RandomNumbers): Switches => {
    if (progression !== undefined)
      return drawSwitchingAtProgression(pair, { ...progression, switched }, censoring, random)
    if (switching === undefined) throw new RangeError('treatment switching: times of switching are required')
    return { ...drawSwitching(pair, { ...switching, infused: switched }, censoring, random), progression: null }
  }
  if (draw >= 0) return [drawn(stream(scenario.simulations + draw))]
  return Array.from({ length: scenario.simulations }, (_, k) => drawn(stream(k)))
}

/** The rebuilt patients with the first set of switches. */
function firstSimulation(its: Case, scenario: TreatmentSwitchingPlan): Patients {
  const { patients } = its.reconstruction
  const pair = pairOfPatients(patients, patients.arms.indexOf(scenario.control), patients.arms.indexOf(scenario.arm))
  const [first] = simulations(its, { ...scenario, simulations: 1 }, pair, -1)
  if (first === undefined) throw new RangeError('treatment switching: one simulation is required')
  return first.patients
}

function ratioOf(found: ReturnType<typeof rpsftm> | ReturnType<typeof iterativeParameterEstimation>): Estimate {
  return found.kind === 'value' ? found.hazardRatio : found
}

function coxRatio(patients: Patients): Estimate {
  const fit = cox(patients)
  return fit.kind === 'value' ? fit.hazardRatio : notEstimable(fit.reason)
}

/** Medians over the simulations; none where one has no answer. */
function middle(estimates: readonly Estimate[]): Estimate {
  const failed = estimates.find((it) => it.kind !== 'value')
  const { estimate, lower, upper, level, standardError } = overSimulations(estimates)
  if (failed !== undefined || estimate === null)
    return notEstimable(failed?.kind === 'not-estimable' ? failed.reason : 'a simulation has no answer')
  return { kind: 'value', value: estimate, lower, upper, level: level ?? 0.95, standardError }
}

function findingOf(
  rows: readonly Row[],
  { switched, simulations: count, control, progression }: TreatmentSwitchingPlan,
  its: Case,
): string {
  const words = (variant: string): string => {
    const row = rows.find((it) => it.variant === variant)
    return row === undefined ? 'not estimable' : formatEstimate(row)
  }
  const short = rows.some((it) => it.status === 'infeasible')
    ? ` Fewer of ${labelOf(its, control)} ${progression === undefined ? 'were still in follow-up at their simulated switch' : 'had progressed within their follow-up'} than the plan says switched: the assumed times do not fit the curve.`
    : ''
  const twoStages =
    progression === undefined
      ? ''
      : ` Two-stage estimation, where after progression only the switch tells those who switched from the others, gives ${words('two-stage, recensored')}.`
  return `As assigned, the hazard ratio is ${words('as assigned')}. Had none of ${labelOf(its, control)} switched, instead of ${percent(switched, 0)}, and if treatment stretched everybody's remaining time alike, it would be ${words('rpsftm, recensored')} by the rank-preserving model with recensoring and ${words('rpsftm, not recensored')} without.${twoStages} Adjusting adds no evidence: these intervals keep the p-value of the comparison as assigned. Censoring at the switch gives ${words('censored at the switch')} and leaving switchers out ${words('switchers left out')}, both biased. Who ${progression === undefined ? '' : 'progressed and '}switched, and when, is simulated (${count} times, medians), not known.${short}`
}
