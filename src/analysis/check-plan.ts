import type { Diagnostic } from '../record/diagnostic.ts'
import { nearestName } from '../record/nearest-name.ts'
import type { Path, Position, Spans } from '../record/spans.ts'
import type { CheckWords } from './method.ts'
import { appliesTo, type Plan } from './plan.ts'

type Report = (at: Position, words: CheckWords) => void

/** What the schema cannot see: names that must be different, and a reference that everything is set beside. */
export function checkPlan(plan: Plan, spans: Spans, file: string): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const report: Report = (at, words) => {
    found.push({ severity: 'error', file, line: at.line, column: at.column, ...words })
  }
  const once = (what: string, names: readonly string[], path: (index: number) => Path): void => {
    names.forEach((name, index) => {
      if (names.indexOf(name) === index) return
      report(spans.value(path(index)), {
        rule: `duplicate-${what}`,
        message: `there are two ${what}s "${name}"`,
        expected: 'a name of its own for each',
        mend: 'rename one of them',
      })
    })
  }
  const own = /([^/\\]+)\.ya?ml$/u.exec(file)?.[1]
  if (own !== undefined && own !== plan.id) {
    report(spans.value(['id']), {
      rule: 'wrong-name',
      message: 'the id is not the name of the file',
      expected: own,
      found: `"${plan.id}"`,
      mend: 'rename the file or the id: the report is found by it',
    })
  }
  once('record', plan.records, (index) => ['records', index])
  once('record', plan['other records'], (index) => ['other records', index])
  once(
    'scenario',
    plan.scenarios.map((it) => it.id),
    (index) => ['scenarios', index, 'id'],
  )
  for (const record of plan.records) checkReference(plan, record, spans, report)
  const named = [...plan.records, ...plan['other records']]
  plan.scenarios.forEach((scenario, index) => {
    if (scenario.record !== undefined && !plan.records.includes(scenario.record)) {
      const near = nearestName(scenario.record, plan.records)
      report(spans.value(['scenarios', index, 'record']), {
        rule: 'unnamed-record',
        message: `the scenario is for ${scenario.record}, which is not among the records of the plan`,
        expected: plan.records.join(' | '),
        mend: near === null ? 'name one of these, or leave it out' : `write "${near}"`,
      })
    }
    if (scenario.method === 'e-value') checkContrast(plan, scenario.of, spans.value(['scenarios', index, 'of']), report)
    if ('borrow' in scenario && !named.includes(scenario.borrow.record)) {
      report(spans.value(['scenarios', index, 'borrow', 'record']), {
        rule: 'unnamed-record',
        message: `the plan borrows from ${scenario.borrow.record} and does not name it`,
        expected: named.join(' | '),
        mend: `add it: "other records: [${scenario.borrow.record}]"`,
      })
    }
    if (!('control' in scenario)) return
    if (scenario.arm === scenario.control) {
      report(spans.value(['scenarios', index, 'control']), {
        rule: 'same-arm',
        message: `the arm and its control are both "${scenario.arm}"`,
        expected: 'two different arms',
        mend: 'name the control arm of the record',
      })
    }
    if (!('not infused' in scenario)) return
    once(
      'assumption',
      scenario['not infused'].map((it) => it.id),
      (rank) => ['scenarios', index, 'not infused', rank, 'id'],
    )
  })
  return found.sort((a, b) => a.line - b.line || a.column - b.column)
}

/** An E-value is about a contrast that nothing randomised. */
function checkContrast({ scenarios }: Plan, of: string, at: Position, report: Report): void {
  const found = scenarios.find((it) => it.id === of)
  if (found?.method === 'as treated') return
  const treated = scenarios.flatMap((it) => (it.method === 'as treated' ? it.id : []))
  report(at, {
    rule: found === undefined ? 'unknown-scenario' : 'no-confounding',
    message:
      found === undefined
        ? `the plan has no scenario "${of}"`
        : `an E-value of "${of}" is refused: it is about patients grouped by what they got, and the method of that scenario is "${found.method}"`,
    expected: treated.length === 0 ? 'a scenario with "method: as treated"' : treated.join(' | '),
    mend: treated.length === 0 ? 'add one' : 'name it',
  })
}

/** Everything that is said of a record is set beside one scenario of it; with several records it may be a scenario of all. */
function checkReference({ records, scenarios }: Plan, record: string, spans: Spans, report: Report): void {
  const all = scenarios.filter((it) => it.method === 'as published' && appliesTo(it, record))
  if (all.length === 1) return
  const of = records.length > 1 ? ` for ${record}` : ''
  report(spans.key(['scenarios']), {
    rule: 'no-reference',
    message: `a plan needs one scenario${of} that everything else is set beside`,
    expected: `exactly one scenario with "method: as published"${of}`,
    found: String(all.length),
    mend: all.length === 0 ? 'add it as the first scenario' : 'keep one',
  })
}
