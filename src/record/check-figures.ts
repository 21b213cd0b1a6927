import { recordedFigures } from './recorded-figures.ts'
import type { Report } from './report-unknown.ts'
import type { Spans } from './spans.ts'
import type { Trial } from './trial.ts'

/** Far more than a paper prints of one arm; with more, the rules that look for the figures that exclude each other take minutes. */
const mostTimes = 500

/** One id is one figure. */
export function checkFigures(trial: Trial, spans: Spans, report: Report): void {
  const ids = new Set<string>()
  for (const { id, path } of recordedFigures(trial)) {
    if (ids.has(id)) {
      report(spans.key(path), {
        rule: 'same-figure',
        message: `two figures have the id "${id}"`,
        expected: 'one place for each figure',
        found: 'another figure of that id above',
        mend: 'rename the row, stage, table or endpoint; what is printed differently elsewhere goes under "also"',
      })
    }
    ids.add(id)
  }
  checkTimes(trial, spans, report)
}

/** 12 and 12.0 are one time, though two names: the second figure would silently stand beside the first. */
function checkTimes(trial: Trial, spans: Spans, report: Report): void {
  for (const [endpoint, { arms }] of Object.entries(trial.endpoints)) {
    for (const [arm, it] of Object.entries(arms)) {
      for (const field of ['survival', 'rmst', 'at risk', 'censored'] as const) {
        const times = Object.keys(it[field] ?? {})
        const beyond = times[mostTimes]
        if (beyond !== undefined) {
          report(spans.key(['endpoints', endpoint, 'arms', arm, field, beyond]), {
            rule: 'too-many',
            message: `"${field}" of ${arm} has more times than any paper prints`,
            expected: `at most ${mostTimes}`,
            found: String(times.length),
            mend: 'a record holds what is printed; readings of a curve are given to `remeier rebuild --curve`',
          })
        }
        const seen = new Map<number, string>()
        for (const time of times) {
          const first = seen.get(Number(time))
          if (first === undefined) {
            seen.set(Number(time), time)
            continue
          }
          report(spans.key(['endpoints', endpoint, 'arms', arm, field, time]), {
            rule: 'same-time',
            message: `${first} and ${time} are the same time in "${field}" of ${arm}`,
            expected: 'each time once',
            found: `"${first}" and "${time}"`,
            mend: 'delete one of the two; what is printed differently elsewhere goes under "also"',
          })
        }
      }
    }
  }
}
