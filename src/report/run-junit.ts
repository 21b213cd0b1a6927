import type { ReportOutcome, ReportRun, RunProblem } from '../result/report-run.ts'
import { junit, type JunitCase } from './junit.ts'
import { staleText } from './stale-text.ts'

/**
 * A run of `remeier report` as JUnit XML: a suite a plan with one case for its report, and one for each problem of a file. A stale report is a failure that
 * lists the numbers that moved; what the record accepts is skipped with its reason.
 */
export function runJunit({ reports, problems }: ReportRun): string {
  const files = [...new Set([...reports.map((it) => it.plan), ...problems.map((it) => it.file)])]
  return junit(
    'remeier report',
    files.map((file) => ({
      file,
      cases: [
        ...reports.filter((it) => it.plan === file).map(ofReport),
        ...problems.filter((it) => it.file === file).map(ofProblem),
      ],
    })),
  )
}

function ofReport(outcome: ReportOutcome): JunitCase {
  const { state, folder, plan } = outcome
  const name = `the report in ${folder}`
  switch (state) {
    case 'written':
    case 'current':
      return { name, line: 1, result: { kind: 'passed' } }
    case 'stale':
      return {
        name,
        line: 1,
        result: { kind: 'failure', message: `not what ${plan} gives`, type: 'stale', text: staleText(outcome) },
      }
    case 'not built':
      return {
        name,
        line: 1,
        result: { kind: 'error', message: 'could not be built', type: 'not built', text: `${plan} gives no report` },
      }
  }
}

function ofProblem({ severity, rule, line, column, message, file, accepted, mend }: RunProblem): JunitCase {
  const text = [`${file}:${line}:${column} ${message}`, ...(mend === undefined ? [] : [`To mend it: ${mend}`])].join(
    '\n',
  )
  if (accepted !== undefined) return { name: rule, line, result: { kind: 'skipped', message: `accepted: ${accepted}` } }
  if (severity === 'note') return { name: rule, line, result: { kind: 'told', text } }
  return { name: rule, line, result: { kind: severity === 'fail' ? 'failure' : 'error', message, type: rule, text } }
}
