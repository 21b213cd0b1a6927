import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'
import { drawInfusion, type DrawnInfusion, type InfusionLaw } from './draw-infusion.ts'
import { conditionalFollowUp } from './potential-follow-up.ts'

/** How many of arm 0 switched (`infused`), and when. */
export type SwitchingLaw = InfusionLaw

/**
 * Times of switching in arm 0, and times at which its patients would have been censored, for rebuilt patients, which have neither: simulated
 * under an assumption, and to be reported so. Who switches is drawn as in `drawInfusion`: at random among those still in follow-up and free of the
 * event at their time, so nothing links switching to prognosis beyond that. A censored patient's time is that of the censoring; for an event it is
 * drawn from the law of censoring given that it comes after the event.
 *
 * @param censoring probability of not being censored yet, arm 0
 */
export function drawSwitching(
  pair: Patients,
  law: SwitchingLaw,
  censoring: Curve,
  random: RandomNumbers,
): DrawnInfusion {
  const { infusion: before, ...plain } = pair
  const drawn = drawInfusion(plain, 0, law, random)
  const administrative = new Float64Array(pair.time.length).fill(NaN)
  for (const row of armRows(pair, 0)) {
    const t = pair.time[row]!
    administrative[row] = pair.event[row] === 1 ? conditionalFollowUp(censoring, 'lines', t, random.uniform()) : t
  }
  const { infusion: switched, ...patients } = drawn.patients
  return {
    short: drawn.short,
    patients: { ...patients, ...(before && { infusion: before }), ...(switched && { switched }), administrative },
  }
}
