import type { Diagnostic } from '../record/diagnostic.ts'

/** 0: fine. 1: a contradiction that nothing accepts, a missed figure, a stale report. 2: wrong use or unreadable input. */
export type ExitCode = 0 | 1 | 2

/** Notes and accepted findings never change it. */
export function exitCode(diagnostics: readonly Diagnostic[]): ExitCode {
  const standing = diagnostics.filter((it) => it.accepted === undefined)
  if (standing.some((it) => it.severity === 'error')) return 2
  return standing.some((it) => it.severity === 'fail') ? 1 : 0
}
