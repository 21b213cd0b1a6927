import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { audit } from '../../src/audit/audit.ts'
import type { Finding, FindingState } from '../../src/audit/audit-rule.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { mistakes } from './audit/mistakes.ts'
import { kinds, simulatedPaper } from './audit/simulated-paper.ts'
import { type TestRatio, testRatio } from './audit/test-ratios.ts'
import { classOf } from './reconstruction/comparison.ts'
import { recordOf, type Summary } from './reconstruction/summary-record.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { benchArguments, wholeOption } from './bench-options.ts'
import { readBed } from './reconstruction/bed.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// How often the rules of the audit find something in papers without a mistake, and in papers with one:
// npm run bench:audit -- [--papers 1000] [--bed DIR] [--show R14] [--page docs/audit-rates.md]
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: {
    papers: { type: 'string', default: '1000' },
    bed: { type: 'string' },
    show: { type: 'string' },
    page: { type: 'string' },
  },
})

const papers = wholeOption('--papers', values.papers, 1)
if (values.page !== undefined) requireFile(values.page, '--page')

const lines: string[] = []
const say = (line: string): void => {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}

type Paper = readonly [id: string, summary: Summary]

function simulated(kind: (typeof kinds)[number]): readonly Paper[] {
  return Array.from({ length: papers }, (_, index) => simulatedPaper(index, kind)).flatMap((it, index) =>
    it === null ? [] : [[`simulated-${index}`, it] as const],
  )
}

/** What papers would print of trials whose patients are known. */
function ofBed(folder: string): readonly Paper[] {
  return readBed(folder).map(({ id }): Paper => {
    const { levels } = JSON.parse(readFileSync(join(folder, 'summary', `${id}.json`), 'utf8')) as {
      readonly levels: { readonly L3: Summary }
    }
    return [id.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-'), levels.L3]
  })
}

function findingsOf([id, summary]: Paper): readonly Finding[] {
  const parsed = parseTrial(JSON.stringify(recordOf(summary, id, classOf(summary.endpoint))), `${id}.yaml`)
  if (parsed.kind === 'invalid') throw new Error(`${id}: ${JSON.stringify(parsed.diagnostics)}`)
  return audit(parsed.trial).findings
}

function counts(papers: readonly Paper[]): Map<string, Partial<Record<FindingState, number>>> {
  const found = new Map<string, Partial<Record<FindingState, number>>>()
  for (const paper of papers) {
    for (const { rule, name, state, message } of findingsOf(paper)) {
      const key = `${rule} ${name}`
      const states = found.get(key) ?? {}
      states[state] = (states[state] ?? 0) + 1
      found.set(key, states)
      if (rule === values.show && (state === 'note' || state === 'fail')) say(`${paper[0]} ${state}: ${message}`)
    }
  }
  return found
}

/** Rules that say of a paper with a mistake what they do not say of the same paper without it. */
function seenBy(right: Paper, wrong: Summary, state: FindingState): readonly string[] {
  const of = (paper: Paper): readonly string[] =>
    findingsOf(paper).flatMap((it) => (it.state === state ? [it.rule] : []))
  const before = of(right)
  return [...new Set(of([right[0], wrong]).filter((rule) => !before.includes(rule)))]
}

const sets = [
  ...kinds.map((kind) => [`Simulated papers, ${kind} hazards`, simulated(kind)] as const),
  ...(values.bed === undefined ? [] : [['What papers would print of real trials', ofBed(values.bed)] as const]),
]
say(`# How often the audit is right about time-to-event figures

Written by \`npm run bench:audit -- --papers ${papers}${values.bed === undefined ? '' : ' --bed DIR'} --page docs/audit-rates.md\`.

The simulated trials have two arms of 20 to 600 patients, Weibull curves, ratios of 0.25 to 1.2, staggered entry, drop-out, and visits in every
other trial; nearly proportional hazards change their ratio by exp(0.2 normal) at the control median (\`tests/bench/audit/simulated-paper.ts\`). Their
papers print medians, landmarks (half with intervals), numbers at risk, events, the ratio and a log-rank p-value. Nothing in them is wrong: each note or
fail below is a false alarm; shares are of all comparisons that could have been one. What R14, R15, R18 and R40 allow for hazards of real trials was chosen
on a bed of real trials: if that bed is used here, their rates on it are a fit, not a test.`)
for (const [title, papers] of sets) {
  const found = counts(papers)
  say(`\n## ${title}: ${papers.length}\n\n| rule | comparisons | notes | fails |\n| --- | ---: | ---: | ---: |`)
  for (const [rule, { pass = 0, note = 0, fail = 0, uninformative = 0 }] of found) {
    const all = pass + note + fail
    if (all === 0) continue
    const share = (n: number): string => `${n} (${((100 * n) / all).toFixed(2)}%)`
    say(
      `| ${rule} | ${all}${uninformative > 0 ? ` + ${uninformative} uninformative` : ''} | ${share(note)} | ${share(fail)} |`,
    )
  }
}

const sample = simulated('nearly proportional').slice(0, papers / 5)
say(`
## Papers with one mistake

Of the papers with nearly proportional hazards: how many get a fail or a note that they do not get without the mistake, and by which rules (2% or more).

| mistake | papers | failed | noted only | rules |
| --- | ---: | ---: | ---: | --- |`)
for (const { name, make } of mistakes) {
  const pairs = sample.flatMap((paper) => {
    const wrong = make(paper[1])
    return wrong === null ? [] : [{ fails: seenBy(paper, wrong, 'fail'), notes: seenBy(paper, wrong, 'note') }]
  })
  const percent = (seen: readonly unknown[]): string => `${((100 * seen.length) / pairs.length).toFixed(0)}%`
  const rules = pairs.flatMap(({ fails, notes }) => [...new Set([...fails, ...notes])])
  const often = [...new Set(rules)].sort().flatMap((rule) => {
    const times = rules.filter((it) => it === rule)
    return times.length < 0.02 * pairs.length ? [] : [`${rule} ${percent(times)}`]
  })
  const failed = pairs.filter(({ fails }) => fails.length > 0)
  const noted = pairs.filter(({ fails, notes }) => fails.length === 0 && notes.length > 0)
  say(`| ${name} | ${pairs.length} | ${percent(failed)} | ${percent(noted)} | ${often.join(', ')} |`)
}

const ratios = Array.from({ length: papers }, (_, index) => testRatio(index)).flatMap((it) => it ?? [])
const quantile = (of: (it: TestRatio) => number, p: number): string => {
  const sorted = ratios.map(of).sort((a, b) => a - b)
  return (sorted[Math.floor(p * (sorted.length - 1))] ?? NaN).toFixed(3)
}
say(`
## Tests and intervals

${ratios.length} simulated trials with |z| above 1, ties in every other one, two strata whose hazards differ up to threefold in every other one: by what factor each lies outside
the range that proportional hazards give (\`src/audit/proportional-events.ts\`). It decides the margins of R09 and R13.

| | 0.5% | 99.5% |
| --- | ---: | ---: |`)
for (const [title, of] of [
  ['z of the log-rank test over z of the interval', (it: TestRatio) => it.alike],
  ['the same, the test stratified and the interval not', (it: TestRatio) => it.stratified],
  ['standard error', (it: TestRatio) => it.standardError],
] as const)
  say(`| ${title} | ${quantile(of, 0.005)} | ${quantile(of, 0.995)} |`)
writePage(values.page, `${lines.join('\n')}\n`, '--page')
