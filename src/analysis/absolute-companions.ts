import { numberNeededToTreat } from '../survival/number-needed-to-treat.ts'
import type { Patients } from '../survival/patients.ts'
import { rmstRatio } from '../survival/rmst-contrast.ts'
import { numberNeeded } from './number-needed.ts'
import { contrasts, type Measured } from './patient-measures.ts'
import type { PlanMeasure } from './plan-measure.ts'

/** What belongs beside a difference of the published result: the number needed to treat at its time, the ratio of the restricted means. */
export function absoluteCompanions({ kind, time }: PlanMeasure, patients: Patients): readonly Measured[] {
  const at = time ?? 0
  switch (kind) {
    case 'milestone difference':
      return contrasts(patients, 'number-needed-to-treat', at, 'kaplan-meier', (pair) =>
        numberNeeded(numberNeededToTreat(pair, at), at),
      )
    case 'rmst difference':
      return contrasts(patients, 'rmst-ratio', at, 'kaplan-meier', (pair) => ({ estimate: rmstRatio(pair, at) }))
    case 'events':
    case 'median':
    case 'milestone':
    case 'rmst':
    case 'hazard ratio':
    case 'log-rank':
      return []
  }
}
