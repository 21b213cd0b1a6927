import type { CheckInput, CheckReport } from './method.ts'

/** Randomisation identifies a comparison, so there must be one, and it must have been randomised. */
export function checkIdentification(
  identification: 'randomised' | 'none',
  { trial: { id, design }, arms }: CheckInput,
  report: CheckReport,
): void {
  const unrandomised = design?.allocation?.words === 'none'
  if (identification === 'none' || (arms.length > 1 && !unrandomised)) return
  const why = arms.length > 1 ? 'its record says "allocation: none"' : 'this endpoint has one arm'
  report(['identification'], {
    rule: 'not-randomised',
    message: `randomisation identifies nothing in ${id}: ${why}`,
    expected: 'none',
    found: '"randomised"',
    mend: 'write "identification: none"',
  })
}
