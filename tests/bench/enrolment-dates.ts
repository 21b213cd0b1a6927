import { parseArgs } from 'node:util'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { along } from '../../src/reconstruct/along.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { armAt } from '../../src/survival/arm.ts'
import { type accrual, type EnrolledTrial, enrolledTrial, withFollowUp } from './enrolment/enrolled-trial.ts'
import { type Score, score } from './reconstruction/score.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { benchArguments, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// What the dates of enrolment and cut-off are worth: npm run bench:dates -- [--trials 48] [--write]
const page = 'docs/accuracy-dates.md'
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: { trials: { type: 'string', default: '48' }, write: { type: 'boolean', default: false } },
})
const trials = wholeOption('--trials', values.trials, 1)
if (values.write) requireFile(page, '--write')

const variants: readonly { readonly name: string; readonly of: (it: EnrolledTrial) => EndpointEvidence }[] = [
  { name: 'no follow-up', of: (it) => withFollowUp(it, 'nothing') },
  { name: 'no follow-up, first enrolment', of: (it) => withFollowUp(it, 'nothing', { ...it.dates, shortest: null }) },
  { name: 'no follow-up, both dates', of: (it) => withFollowUp(it, 'nothing', it.dates) },
  { name: 'median follow-up', of: (it) => withFollowUp(it, 'the median') },
  { name: 'median follow-up, both dates', of: (it) => withFollowUp(it, 'the median', it.dates) },
  { name: 'median and range', of: (it) => withFollowUp(it, 'all') },
]

interface Tally {
  readonly scores: Score[]
  readonly horizons: number[]
  readonly atRisk: number[]
  doubts: number
}

const quantile = (of: readonly number[], p: number): number =>
  [...of].sort((a, b) => a - b)[Math.floor(p * (of.length - 1) + 0.5)]!
const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length
const percent = (x: number): string => `${(100 * x).toFixed(1)}%`
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const pair = (of: readonly number[]): string => [0.5, 0.9].map((p) => quantile(of, p).toFixed(4)).join(' / ')

/** Mean error of the share of an arm that is still at risk, by the model's curves, at a quarter, half and three quarters of tau. */
function atRiskError({ truth, tau }: EnrolledTrial, { arms }: Reconstruction): number {
  const errors = arms.flatMap(({ curve, followUp }, arm) =>
    [0.25, 0.5, 0.75].map((share) => {
      const { time } = armAt(truth, arm)
      const left = time.filter((it) => it >= share * tau).length / time.length
      const at = share * tau
      return Math.abs(along(curve.time, curve.survival, at) * along(followUp.time, followUp.survival, at) - left)
    }),
  )
  return mean(errors)
}

function tableOf(kind: keyof typeof accrual): string {
  const tallies = variants.map((): Tally => ({ scores: [], horizons: [], atRisk: [], doubts: 0 }))
  for (let index = 0; index < trials; index += 1) {
    const trial = enrolledTrial(index, kind)
    if (trial === null) continue
    const last = trial.truth.time.at(-1)!
    variants.forEach(({ of }, k) => {
      const result = reconstruct(of(trial), { seed: 1 })
      if ('kind' in result) return
      tallies[k]!.scores.push(score(trial, result))
      tallies[k]!.horizons.push(Math.abs(Math.log(result.horizon.months / last)))
      tallies[k]!.atRisk.push(atRiskError(trial, result))
      if (result.notes.some((it) => it.includes('given little weight'))) tallies[k]!.doubts += 1
    })
  }
  const header = [
    'printed',
    'end of the curves, off by (median / p90, log scale)',
    'still at risk, off by (mean, share of an arm)',
    'curve, median / p90',
    'patients, median / p90',
    'band covers',
    'predictions inside',
    'reproduced',
    'with a figure in doubt',
  ]
  const rows = variants.map(({ name }, k) => {
    const { scores, horizons, atRisk, doubts } = tallies[k]!
    const arms = scores.flatMap((it) => it.arms)
    const sum = (of: (it: Score) => number): number => scores.reduce((total, it) => total + of(it), 0)
    return [
      name,
      pair(horizons),
      mean(atRisk).toFixed(4),
      pair(arms.map((it) => it.smoothError)),
      pair(scores.flatMap((it) => it.distances.arms).map((it) => it.error)),
      percent(mean(arms.map((it) => it.covered))),
      percent(sum((it) => it.predictedInside) / sum((it) => it.predicted)),
      percent(sum((it) => it.reproduced) / sum((it) => it.figures)),
      `${doubts} of ${scores.length}`,
    ]
  })
  return `${line(header)}${line(header.map(() => '---'))}${rows.map(line).join('')}`
}

const text = `# What dates of enrolment and cut-off are worth

Written by \`npm run bench:dates -- --trials ${trials} --write\`. Simulated trials with a known truth: two arms of 40 to 300 patients, Weibull times of shape 0.8 to 1.4, control medians of 5 to 40
months, hazard ratios of 0.5 to 1, enrolment over 10 to 36 months, the cut-off 3 to 24 months after the last patient, up to 1.5% drop-out a month. Papers print medians and survival at 6, 12 and
18 months with intervals, the hazard ratio and events; of follow-up what the rows say. Enrolment is dated to the month, the cut-off to the day. Columns are those of accuracy.md; the end of the curves is compared with the largest time of the trial, and the
share still at risk by the model's curves with the true one at a quarter, half and three quarters of follow-up.

## Even accrual, as the model takes it

${tableOf('even')}
## Accrual that rises from none, which it does not

${tableOf('rising')}`
process.stdout.write(text)
writePage(values.write ? page : undefined, text, '--write')
