import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { audit } from '../../src/audit/audit.ts'
import type { FindingState } from '../../src/audit/audit-rule.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { kinds, simulatedPaper } from './audit/simulated-paper.ts'
import { type TestRatio, testRatio } from './audit/test-ratios.ts'
import { classOf } from './reconstruction/bed.ts'
import { recordOf, type Summary } from './reconstruction/summary-record.ts'

// How often the rules of the audit find something in papers without a mistake:
// npm run bench:audit -- [--papers 1000] [--bed DIR] [--show R14]
const { values } = parseArgs({
  options: { papers: { type: 'string', default: '1000' }, bed: { type: 'string' }, show: { type: 'string' } },
})

const say = (line: string): void => void process.stdout.write(`${line}\n`)

type Paper = readonly [id: string, summary: Summary]

function simulated(kind: (typeof kinds)[number]): readonly Paper[] {
  return Array.from({ length: Number(values.papers) }, (_, index) => simulatedPaper(index, kind)).flatMap(
    (it, index) => (it === null ? [] : [[`simulated-${index}`, it] as const]),
  )
}

/** What papers would print of trials whose patients are known. */
function ofBed(folder: string): readonly Paper[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as readonly { readonly id: string }[]
  return manifest.map(({ id }): Paper => {
    const { levels } = JSON.parse(readFileSync(join(folder, 'summary', `${id}.json`), 'utf8')) as {
      readonly levels: { readonly L3: Summary }
    }
    return [id.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-'), levels.L3]
  })
}

function counts(papers: readonly Paper[]): Map<string, Partial<Record<FindingState, number>>> {
  const found = new Map<string, Partial<Record<FindingState, number>>>()
  for (const [id, summary] of papers) {
    const parsed = parseTrial(JSON.stringify(recordOf(summary, id, classOf(summary.endpoint))), `${id}.yaml`)
    if (parsed.kind === 'invalid') throw new Error(`${id}: ${JSON.stringify(parsed.diagnostics)}`)
    for (const { rule, name, state, message } of audit(parsed.trial).findings) {
      const key = `${rule} ${name}`
      const states = found.get(key) ?? {}
      states[state] = (states[state] ?? 0) + 1
      found.set(key, states)
      if (rule === values.show && (state === 'note' || state === 'fail')) say(`${id} ${state}: ${message}`)
    }
  }
  return found
}

const sets = [
  ...kinds.map((kind) => [`${kind} hazards`, simulated(kind)] as const),
  ...(values.bed === undefined ? [] : [['trials of the bed', ofBed(values.bed)] as const]),
]
for (const [title, papers] of sets) {
  const begin = performance.now()
  const found = counts(papers)
  const took = ((performance.now() - begin) / papers.length).toFixed(1)
  say(
    `\n${papers.length} papers, ${title} (${took} ms each)\n\n| rule | comparisons | notes | fails |\n|---|---|---|---|`,
  )
  for (const [rule, { pass = 0, note = 0, fail = 0, uninformative = 0 }] of found) {
    const all = pass + note + fail
    if (all === 0) continue
    const share = (n: number): string => `${n} (${((100 * n) / all).toFixed(2)}%)`
    say(
      `| ${rule} | ${all}${uninformative > 0 ? ` + ${uninformative} uninformative` : ''} | ${share(note)} | ${share(fail)} |`,
    )
  }
}

const ratios = Array.from({ length: Number(values.papers) }, (_, index) => testRatio(index)).flatMap((it) => it ?? [])
const quantile = (of: (it: TestRatio) => number, p: number): string => {
  const sorted = ratios.map(of).sort((a, b) => a - b)
  return (sorted[Math.floor(p * (sorted.length - 1))] ?? NaN).toFixed(3)
}
say(
  `\n${ratios.length} trials: beyond what proportional hazards give, as a factor\n\n| | 0.5% | 99.5% |\n|---|---|---|`,
)
for (const [title, of] of [
  ['z of the log-rank test over z of the interval', (it: TestRatio) => it.alike],
  ['the same, the test stratified and the interval not', (it: TestRatio) => it.stratified],
  ['standard error', (it: TestRatio) => it.standardError],
] as const)
  say(`| ${title} | ${quantile(of, 0.005)} | ${quantile(of, 0.995)} |`)
