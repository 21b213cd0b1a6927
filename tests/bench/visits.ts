import { parseArgs } from 'node:util'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { type Score, score } from './reconstruction/score.ts'
import { schedules, stretched, visitedTrial, type VisitedTrial, withSchedule } from './visits/visited-trial.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { benchArguments, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// What it is worth to know when patients were assessed: npm run bench:visits -- [--trials 80] [--write]
const page = 'docs/accuracy-visits.md'
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: { trials: { type: 'string', default: '80' }, write: { type: 'boolean', default: false } },
})
const trials = wholeOption('--trials', values.trials, 1)
if (values.write) requireFile(page, '--write')

const variants: readonly { readonly name: string; readonly of: (it: VisitedTrial) => EndpointEvidence }[] = [
  { name: 'schedule not known', of: ({ evidence }) => evidence },
  { name: 'the schedule', of: ({ evidence, schedule }) => withSchedule(evidence, schedule) },
  { name: 'twice as long intervals', of: ({ evidence, schedule }) => withSchedule(evidence, stretched(schedule, 2)) },
  {
    name: 'intervals shorter by 30%',
    of: ({ evidence, schedule }) => withSchedule(evidence, stretched(schedule, 0.7)),
  },
]

interface Tally {
  readonly scores: Score[]
  doubts: number
  leftOut: number
}

const tallies = variants.map((): Tally => ({ scores: [], doubts: 0, leftOut: 0 }))
for (let index = 0; index < trials; index += 1) {
  const trial = visitedTrial(index)
  if (trial === null) continue
  variants.forEach(({ of }, k) => {
    const result = reconstruct(of(trial), { seed: 1 })
    if ('kind' in result) return
    tallies[k]!.scores.push(score(trial, result))
    if (result.notes.some((it) => it.includes('given little weight'))) tallies[k]!.doubts += 1
    if (result.notes.some((it) => it.includes('schedule of visits does not fit'))) tallies[k]!.leftOut += 1
  })
}

const quantile = (of: readonly number[], p: number): number =>
  [...of].sort((a, b) => a - b)[Math.floor(p * (of.length - 1) + 0.5)]!
const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length
const percent = (x: number): string => `${(100 * x).toFixed(1)}%`
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const header = [
  'known',
  'curve, median / p90',
  'patients, median / p90',
  'RMST/tau, median / p90',
  'band covers',
  'predictions inside',
  'reproduced',
  'with a figure in doubt',
  'schedule left out',
]
const rows = variants.map(({ name }, k) => {
  const { scores, doubts } = tallies[k]!
  const arms = scores.flatMap((it) => it.arms)
  const patients = scores.flatMap((it) => it.distances.arms)
  const pair = (of: readonly number[]): string => [0.5, 0.9].map((p) => quantile(of, p).toFixed(4)).join(' / ')
  const sum = (of: (it: Score) => number): number => scores.reduce((total, it) => total + of(it), 0)
  return [
    name,
    pair(arms.map((it) => it.smoothError)),
    pair(patients.map((it) => it.error)),
    pair(patients.map((it) => it.rmst)),
    percent(mean(arms.map((it) => it.covered))),
    percent(sum((it) => it.predictedInside) / sum((it) => it.predicted)),
    percent(sum((it) => it.reproduced) / sum((it) => it.figures)),
    `${doubts} of ${scores.length}`,
    name === 'schedule not known' ? '' : `${tallies[k]!.leftOut} of ${scores.length}`,
  ]
})
const text = `# What a schedule of visits is worth

Written by \`npm run bench:visits -- --trials ${trials} --write\`. Simulated trials in which progression is seen at visits: two arms of 40 to 300 patients, Weibull times of shape 0.8 to
1.4, hazard ratios of 0.4 to 0.9; visits ${schedules.map((it) => it.words).join('; or ')}. A visit lies within a week of its day, and the whole schedule starts up to ten days late; 4 to
20% of the events are deaths, seen when they happen; censored patients leave at their last visit or at the cut-off. Papers print medians and survival at 6, 12 and 18 months with
intervals, the hazard ratio, events, follow-up, and every other one numbers at risk. Each is rebuilt without the schedule, with it (window and share of deaths left at what is usual,
a week and 10%), and with a wrong one. When a schedule is left out was settled after looking at the first 60 of these trials, so those rates are optimistic; the trials are easier than real ones in that the schedule is kept.

${[line(header), line(header.map(() => '---')), ...rows.map(line)].join('')}
- **curve**, **patients**: mean absolute error of S over [0, tau] of the curve and of the rebuilt patients, against the Kaplan-Meier curve of the true ones; **RMST/tau**: error of the
  restricted mean; median / 90th percentile over arms. **band covers**: share of [0, tau] where the true curve lies inside the 95% band.
- **predictions inside**: figures inside the 95% interval predicted from the others. **reproduced**: figures that the rebuilt patients give back.
- **left out**: trials in which the figures speak against the schedule, which is then named and not used. Where a wrong one stays in use the figures hardly tell it from the right one.
`
process.stdout.write(text)
writePage(values.write ? page : undefined, text, '--write')
