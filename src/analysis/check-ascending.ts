import type { CheckReport } from './method.ts'

/** The times of a list must ascend. */
export function checkAscending(field: string, times: readonly number[], report: CheckReport): void {
  times.forEach((time, rank) => {
    const before = times[rank - 1] ?? 0
    if (time > before) return
    report([field, rank], {
      rule: 'not-ascending',
      message: `the ${field} must ascend, and ${time} comes after ${before}`,
      expected: `a time above ${before}`,
      found: String(time),
      mend: 'put the times in order, each once',
    })
  })
}
