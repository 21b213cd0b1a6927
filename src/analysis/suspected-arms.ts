import { randomStream } from '../numeric/random-stream.ts'
import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import { assumeDropOut } from '../scenario/assume-drop-out.ts'
import { drawPotentialFollowUp } from '../scenario/potential-follow-up.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import { assumedLaw } from './assumed-follow-up.ts'
import type { Case } from './case.ts'
import type { InformativeCensoringPlan } from './plan.ts'

/** What of a scenario says whose drop-out is suspected. */
type SuspectedPlan = Pick<
  InformativeCensoringPlan,
  'id' | 'arm' | 'control' | 'drop-out' | 'other arm' | 'potential follow-up'
>

/** The two arms of a scenario, the suspected one last, with the laws that say when the cut-off would have come. */
export interface Suspected {
  readonly patients: Patients
  readonly laws: readonly [Curve, Curve]
}

/** Null where the paper does not print the potential follow-up of both arms, and the plan assumes none. */
export function suspectedArms(
  { reconstruction }: Case,
  { arm, control, 'potential follow-up': assumed }: Pick<SuspectedPlan, 'arm' | 'control' | 'potential follow-up'>,
  patients: Patients,
): Suspected | null {
  const { arms } = reconstruction
  const index = (name: string): number => patients.arms.indexOf(name)
  const law = (name: string): Curve | null => arms.find((it) => it.arm === name)?.administrative ?? assumedLaw(assumed)
  const [other, own] = [law(control), law(arm)]
  if (other === null || own === null) return null
  return { patients: pairOfPatients(patients, index(control), index(arm)), laws: [other, own] }
}

/** Name of the random stream of a scenario. */
export const streamName = ({ reconstruction }: Case, { id }: Pick<SuspectedPlan, 'id'>): string =>
  `${reconstruction.evidence.trial}/${reconstruction.evidence.endpoint}/${id}/potential-follow-up`

/** One set of patients with reasons and potential follow-up, by number of the simulation. */
export function simulated(its: Case, scenario: SuspectedPlan, { patients, laws }: Suspected, index: number): Patients {
  const random = randomStream(its.plan.seed, streamName(its, scenario))(index)
  const dropOut = scenario['drop-out']
  if (dropOut.from !== 'an assumed share') return drawPotentialFollowUp(patients, laws, random)
  const given = { share: dropOut.share, before: dropOut.before }
  const own = assumeDropOut(patients, 1, { ...given, administrative: laws[1] }, random)
  const share = scenario['other arm'] === 'opposite' ? dropOut.share : 0
  return assumeDropOut(own, 0, { ...given, share, administrative: laws[0] }, random)
}

export const directionOf = (scenario: InformativeCensoringPlan): 'opposite' | 'arm-1' =>
  scenario['other arm'] === 'opposite' ? 'opposite' : 'arm-1'
