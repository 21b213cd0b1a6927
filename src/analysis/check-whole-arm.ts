import { isWholeArm } from '../record/population.ts'
import type { CheckInput, CheckReport } from './method.ts'

/** The curve of the endpoint must be that of everybody who was assigned. */
export function checkWholeArm(why: string, { trial, endpoint }: CheckInput, report: CheckReport): void {
  const population = trial.endpoints[endpoint]?.population ?? ''
  if (isWholeArm(population)) return
  report(['arm'], {
    rule: 'not-itt',
    message: `the curve of ${endpoint} in ${trial.id} is not that of the whole arm (population: ${population})`,
    expected: `an endpoint of everybody who was assigned: ${why}`,
    mend: 'name another endpoint, or use "itt from infused"',
  })
}
