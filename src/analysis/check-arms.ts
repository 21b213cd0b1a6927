import { nearestName } from '../record/nearest-name.ts'
import type { Path } from '../record/spans.ts'
import type { CheckInput, CheckReport } from './method.ts'

/** An arm and its control must be two arms of the endpoint. */
export function checkArms(
  { arm, control }: { readonly arm: string; readonly control: string },
  { trial, endpoint, arms }: CheckInput,
  report: CheckReport,
): void {
  const where = `the endpoint ${endpoint} of ${trial.id}`
  checkName('arm', arm, arms, where, ['arm'], report)
  checkName('arm', control, arms, where, ['control'], report)
}

/** A name must be one of `names`; the nearest is offered. */
export function checkName(
  what: string,
  name: string,
  names: readonly string[],
  where: string,
  at: Path,
  report: CheckReport,
): void {
  if (names.includes(name)) return
  const near = nearestName(name, names)
  report(at, {
    rule: `unknown-${what}`,
    message: `${where} has no ${what} "${name}"${near === null ? '' : `; did you mean "${near}"?`}`,
    expected: names.join(' | '),
    mend: near === null ? 'correct the name' : `write "${near}"`,
  })
}
