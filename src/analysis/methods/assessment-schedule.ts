import { trimmed } from '../../result/format.ts'
import { formatValue, measureLabel } from '../../result/measure-format.ts'
import type { ScenarioCurveRow } from '../../result/frames.ts'
import type { Row } from '../../result/row.ts'
import { seenAtVisits, type VisitSchedule } from '../../scenario/seen-at-visits.ts'
import { arm as armOf } from '../../survival/arm.ts'
import { kaplanMeier } from '../../survival/kaplan-meier.ts'
import type { Patients } from '../../survival/patients.ts'
import type { Case } from '../case.ts'
import { checkArms } from '../check-arms.ts'
import { labelOf } from '../contrast-rows.ts'
import type { Method } from '../method.ts'
import type { AssessmentSchedulePlan } from '../plan.ts'
import { stepCurveRows } from '../step-curve-rows.ts'
import { type PatientVariant, variantRows } from '../variant-rows.ts'
import { lowerFirst } from '../../result/lower-first.ts'

/** Events seen only at visits: at those of one arm in both, and at different ones. Shows how far unequal visits alone move a comparison. */
export function assessmentScheduleMethod(scenario: AssessmentSchedulePlan): Method {
  const { arm, control } = scenario.visits
  return {
    inMonths: (months) => {
      const inMonths = ({ first, every }: VisitSchedule) => ({ first: months(first), every: months(every) })
      return { ...scenario, visits: { arm: inMonths(arm), control: inMonths(control) } }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
    },
    run: ({ its, draws }) => {
      const variants = variantsOf(scenario)
      const rows = variantRows(its, scenario, variants, draws.patients)
      return { rows, curves: curvesOf(its, scenario, variants), finding: findingOf(rows, scenario, its) }
    },
    references: ['Sun2006'],
    onCurves: false,
    borrows: [],
  }
}

const rebuilt = 'as rebuilt'
const ownVisits = 'each arm at its own visits'

function variantsOf(scenario: AssessmentSchedulePlan): readonly PatientVariant[] {
  const { arm, control } = scenario.visits
  const at =
    (ofArm: VisitSchedule, ofControl: VisitSchedule) =>
    (patients: Patients): Patients =>
      seenAtVisits(
        patients,
        patients.arms.map((name) => (name === scenario.arm ? ofArm : name === scenario.control ? ofControl : null)),
      )
  const blank = {
    method: 'events at the next visit, censorings at the last',
    assumption: 'The rebuilt events are taken as the times at which they happened; deaths wait for a visit too.',
  }
  return [
    { ...blank, variant: rebuilt, method: 'no further visits', assumption: 'None.', of: (patients) => patients },
    { ...blank, variant: `both arms ${wordsOf(arm)}`, of: at(arm, arm) },
    { ...blank, variant: `both arms ${wordsOf(control)}`, of: at(control, control) },
    { ...blank, variant: ownVisits, of: at(arm, control) },
  ]
}

/** Both arms as rebuilt and as each schedule shows them. */
function curvesOf(
  its: Case,
  scenario: AssessmentSchedulePlan,
  variants: readonly PatientVariant[],
): readonly ScenarioCurveRow[] {
  return variants.flatMap(({ variant, of }) => {
    const patients = of(its.reconstruction.patients, -1)
    return [scenario.arm, scenario.control].flatMap((arm) =>
      stepCurveRows(its, scenario, { variant, arm }, kaplanMeier(armOf(patients, arm))),
    )
  })
}

const wordsOf = ({ first, every }: VisitSchedule): string =>
  `at ${trimmed(first)} month${first === 1 ? '' : 's'} and every ${every === 1 ? 'month' : `${trimmed(every)} months`}`

/** What unequal visits would do to each comparison; the arms by themselves and the variants with equal visits stand in the table. */
function findingOf(rows: readonly Row[], scenario: AssessmentSchedulePlan, its: Case): string {
  const all = rows.filter((it) => it.variant === rebuilt && it.measure !== 'events' && it.measure !== 'p-value')
  const compared = all.filter((it) => it.versus !== '')
  const base = compared.length > 0 ? compared : all
  const each = base.flatMap((from): readonly string[] => {
    const to = rows.find(
      (it) =>
        it.variant === ownVisits &&
        it.measure === from.measure &&
        it.time === from.time &&
        it.arm === from.arm &&
        it.versus === from.versus,
    )
    const words = (row: Row | undefined): string =>
      row === undefined || row.estimate === null ? 'no value' : formatValue(row.measure, row.estimate)
    if (from.estimate === null && (to?.estimate ?? null) === null) return []
    const of = from.versus === '' ? `, ${labelOf(its, from.arm)}` : ''
    return [`${lowerFirst(measureLabel(from.measure, from.time))}${of} ${words(to)} instead of ${words(from)}`]
  })
  const { arm, control } = scenario.visits
  return `With ${labelOf(its, scenario.arm)} seen ${wordsOf(arm)} and ${labelOf(its, scenario.control)} ${wordsOf(control)}: ${each.join('; ')}. The printed curves come from the trial's own visits already, and the rebuilt events stand between visits too: these are further delays, of which up to an interval between visits can be of the reconstruction. They show in which direction, and about how far, unequal visits move a figure, and correct nothing.`
}
