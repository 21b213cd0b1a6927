import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { audit, rules } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { loadRecord } from '../../src/cli/load-record.ts'
import { recordShelf } from '../../src/cli/record-shelf.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import type { Trial } from '../../src/record/trial.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { digitFigures, digitMutations, kindOf } from './audit/digit-mutations.ts'
import { simulatedTables } from './audit/simulated-tables.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { benchArguments, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// How often one wrong digit in a record is noticed, and how often clean tables of counts are not left alone:
// npm run bench:audit-power -- [FILE...] [--digits 2] [--papers 1000] [--page docs/audit-power.md]
tellPlainly()
const { values, positionals } = parseArgs({
  args: benchArguments(),
  allowPositionals: true,
  options: {
    digits: { type: 'string', default: '2' },
    papers: { type: 'string', default: '1000' },
    page: { type: 'string' },
    show: { type: 'string' },
  },
})
const digits = wholeOption('--digits', values.digits, 1)
const drawn = wholeOption('--papers', values.papers, 1)
if (values.page !== undefined) requireFile(values.page, '--page')
const files =
  positionals.length > 0
    ? positionals
    : readdirSync('data/trials')
        .filter((it) => it.endsWith('.yaml'))
        .sort()
        .map((it) => `data/trials/${it}`)

const lines: string[] = []
const say = (line: string): void => {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}

function read(text: string, file: string): Trial {
  const parsed = parseTrial(text, file)
  if (parsed.kind === 'invalid') throw new Error(`${file}: ${JSON.stringify(parsed.diagnostics)}`)
  return parsed.trial
}

interface Tried {
  readonly kind: string
  /** Rules that compare the figure, right or wrong. */
  readonly rules: readonly string[]
  readonly failedBy: readonly string[]
  readonly notedBy: readonly string[]
  readonly unread: boolean
}

const noticed = (it: Tried): boolean => it.failedBy.length > 0 || it.notedBy.length > 0
const isOdd = ({ state }: Finding): boolean => state === 'fail' || state === 'note'
const keyOf = ({ rule, state, figures }: Finding): string => [rule, state, ...figures].join(' ')
const unlimited = (id: string): string => id.replace(/-(lower|upper)(?=[@#]|$)/u, '')

function tryFigures(
  trial: Trial,
  related: readonly Trial[],
): readonly { kind: string; compared: boolean; tried: readonly Tried[] }[] {
  const before = audit(trial, related)
  const known = new Set(before.findings.filter(isOdd).map(keyOf))
  const problems = before.problems.length
  return digitFigures(trial).map((figure, index) => {
    const kind = kindOf(trial, figure)
    const own = before.findings.filter(
      (it) => (it.state === 'pass' || isOdd(it)) && it.figures.some((id) => unlimited(id) === figure.id),
    )
    const comparing = [...new Set(own.map(({ rule }) => rule))]
    const random = randomStream(20261121, `digits of ${trial.id}`)(index)
    const tried = digitMutations(trial, figure, digits, random).map((mutation): Tried => {
      const after = audit(mutation.trial, related)
      const found = after.findings.filter((it) => isOdd(it) && !known.has(keyOf(it)))
      const by = (state: Finding['state']): readonly string[] => [
        ...new Set(found.flatMap((it) => (it.state === state ? [it.rule] : []))),
      ]
      if (values.show === kind && found.length === 0) process.stdout.write(`${figure.id}: ${mutation.change}\n`)
      const unread = after.problems.length > problems
      return { kind, rules: comparing, failedBy: by('fail'), notedBy: by('note'), unread }
    })
    // Denominators are compared with every row below them, whose findings name the rows alone.
    return { kind, compared: comparing.length > 0 || tried.some((it) => noticed(it)), tried }
  })
}

const records = files.flatMap((file) => {
  const loaded = loadRecord(file)
  return loaded.kind === 'record' ? [loaded.record] : []
})
const relatedTo = recordShelf(files)
const figures = records.flatMap((record) => tryFigures(record.trial, relatedTo(record)))
const tried = figures.flatMap((it) => it.tried)
const inCompared = figures.flatMap((it) => (it.compared ? it.tried : []))
const share = (part: number, whole: number): string => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(0)}%`)

say(`# How often the audit notices one wrong digit

Written by \`npm run bench:audit-power -- --digits ${digits} --papers ${drawn} --page docs/audit-power.md\`.

Each printed figure of the ${records.length} records in \`data/trials\`, up to ${digits} times: one digit of it, drawn at random with a seed, becomes another, and the audit runs again. Noticed is
what gets a fail or a note that the record does not get as it is. A misprint of one digit is the hardest case for rules that allow for chance, and some are no
contradiction at all: a median of 13.3 months may as well have been 13.2.

${figures.length} figures, ${tried.length} wrong digits: ${share(tried.filter((it) => it.failedBy.length > 0).length, tried.length)} fail, ${share(tried.filter((it) => it.failedBy.length === 0 && it.notedBy.length > 0).length, tried.length)} are noted only. ${figures.filter((it) => !it.compared).length} figures (${share(figures.filter((it) => !it.compared).length, figures.length)}) are compared by no rule: nothing else in the
record speaks about them. Of the figures that a rule compares, ${share(inCompared.filter(noticed).length, inCompared.length)} of the wrong digits are noticed.

## By kind of figure

| figure | figures | compared by a rule | wrong digits | failed | noted only | rules that notice (5% or more) |
| --- | ---: | ---: | ---: | ---: | ---: | --- |`)
for (const kind of [...new Set(figures.map((it) => it.kind))].sort()) {
  const own = figures.filter((it) => it.kind === kind)
  const digits = own.flatMap((it) => it.tried)
  const by = rules.flatMap(({ id }) => {
    const times = digits.filter((it) => it.failedBy.includes(id) || it.notedBy.includes(id)).length
    return times < 0.05 * digits.length ? [] : [`${id} ${share(times, digits.length)}`]
  })
  const failed = digits.filter((it) => it.failedBy.length > 0).length
  const noted = digits.filter((it) => it.failedBy.length === 0 && it.notedBy.length > 0).length
  say(
    `| ${kind} | ${own.length} | ${share(own.filter((it) => it.compared).length, own.length)} | ${digits.length} | ${share(failed, digits.length)} | ${share(noted, digits.length)} | ${by.join(', ')} |`,
  )
}

say(`
## By rule

Of the wrong digits in figures that a rule compares, or that it notices: how often it says so itself. Rules that are not listed compare no figure of these records.

| rule | wrong digits | fails | notes |
| --- | ---: | ---: | ---: |`)
for (const { id, name } of rules) {
  const own = tried.filter((it) => it.rules.includes(id) || it.failedBy.includes(id) || it.notedBy.includes(id))
  if (own.length === 0) continue
  const failed = own.filter((it) => it.failedBy.includes(id)).length
  const noted = own.filter((it) => !it.failedBy.includes(id) && it.notedBy.includes(id)).length
  say(`| ${id} ${name} | ${own.length} | ${share(failed, own.length)} | ${share(noted, own.length)} |`)
}

const papers = Array.from({ length: drawn }, (_, index) => read(simulatedTables(index), `tables-${index}.yaml`))
const found = papers.flatMap((trial) => {
  const { findings, problems } = audit(trial)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  for (const it of findings) if (it.state === 'fail') process.stderr.write(`${trial.id} ${it.rule} ${it.message}\n`)
  return findings
})
say(`
## Clean tables of counts

${papers.length} simulated papers (\`tests/bench/audit/simulated-tables.ts\`): two arms of 20 to 600 patients, flow, response with its partition, sums, intervals by one of six methods (named in every
other paper) and odds ratio, adverse events by grade, drugs that overlap, totals of both arms, percentages without counts. Nothing in them is wrong: each
note or fail is a false alarm, but for the notes of R03, which say that the agreement of few percentages proves little.

| rule | comparisons | notes | fails |
| --- | ---: | ---: | ---: |`)
for (const { id, name } of rules) {
  const of = (state: Finding['state']): number => found.filter((it) => it.rule === id && it.state === state).length
  const [passes, notes, fails, powerless] = [of('pass'), of('note'), of('fail'), of('uninformative')]
  const all = passes + notes + fails
  if (all === 0) continue
  const rate = (k: number): string => `${k} (${((100 * k) / all).toFixed(2)}%)`
  say(
    `| ${id} ${name} | ${all}${powerless > 0 ? ` + ${powerless} uninformative` : ''} | ${rate(notes)} | ${rate(fails)} |`,
  )
}
writePage(values.page, `${lines.join('\n')}\n`, '--page')
