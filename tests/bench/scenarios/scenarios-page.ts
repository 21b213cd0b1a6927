import type { Mean, Measured, Way } from './accumulate.ts'
import type { FamilyResult } from './run-family.ts'

/** docs/accuracy-scenarios.md: what scenarios were measured on, and with which warrant. */
export function scenariosPage(families: readonly FamilyResult[], command: string): string {
  return `# Accuracy of the scenarios

Written by \`${command}\`. Trials with a known truth are drawn; their papers print medians with intervals, survival at two to four times in
whole percent with intervals, the total of events, the hazard ratio and p-value where there are two arms, and follow-up; every other paper prints numbers at risk and events of each arm
besides. Each is rebuilt from its record, as any record is, and the scenario is run by its plan: on the rebuilt patients, and on the true ones. Nothing is
tuned on these trials, and the prior that ships has not seen them. They are easier than real trials: smooth hazards, independent recruitment, no misprint.

- **bias**: mean of estimate minus truth, of logarithms where it is a ratio (marked log); **RMSE**: root of the mean squared error; each "true patients → rebuilt", with the
  Monte Carlo standard error. **Apart**: root mean squared distance between the two, what the reconstruction adds.
- **sampling**: share of trials in which the 95% sampling interval holds the truth, from the true patients and from the rebuilt ones. **Spread**: share in which the
  95% spread over reconstruction draws holds the number of the true patients, which it is for; and, in brackets, the truth, which it does not claim: a spread has no sampling error in it.
- **both**: sampling interval and spread together, on each side the root of the sum of squares of their distances from the estimate (reports print them apart).
- **another assumption**: the same trials under one that does not hold, or the figure of somebody who makes none: how much hangs on it.
- A coverage that is more than two of its standard errors below 95% is **bold**. Empty: the report gives no such interval.

${families.map(familyText).join('\n\n')}

Not measured here: \`weighted tests\`, \`early censoring\` and \`beside a historical control\` estimate no number whose truth is known; fragility and E-values neither.
`
}

const header = [
  'asked',
  'truth',
  'bias',
  'RMSE',
  'apart',
  'sampling, true → rebuilt',
  'spread',
  'both',
  'another assumption: bias, sampling',
]

function familyText({ words, remarks, trials, refused, draws, measured }: FamilyResult): string {
  const [title = '', ...rest] = words.split(': ')
  const lost = refused === 0 ? '' : ` ${refused} could not be printed or rebuilt.`
  const lines = [header, header.map(() => '---'), ...measured.map(rowOf)].map((cells) => `| ${cells.join(' | ')} |`)
  return `## ${title}

${capital(rest.join(': '))} ${trials} trials, ${draws} draws of the reconstruction each.${lost}

${lines.join('\n')}
${remarks.map((it) => `\n${it}\n`).join('')}`.trimEnd()
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

function rowOf(it: Measured): string[] {
  const { known, rebuilt, wrong } = it
  const few = rebuilt.trials > 0 && rebuilt.trials < known.trials ? ` (${rebuilt.trials} estimates)` : ''
  return [
    `${it.words}${it.scale === 'log' ? ', log' : ''}${few}`,
    fixed(it.truth),
    arrow(bias(known), bias(rebuilt)),
    arrow(pair(known.rootMeanSquare), pair(rebuilt.rootMeanSquare)),
    pair(it.apart),
    arrow(coverage(known.sampling), coverage(rebuilt.sampling)),
    spread(it),
    coverage(it.both),
    wrong === null ? '' : `${wrong.words}: ${wrongWords(wrong.way)}`,
  ]
}

const wrongWords = (way: Way): string => [bias(way), coverage(way.sampling)].filter((it) => it !== '').join(', ')

function spread({ spreadOfKnown, spreadOfTruth }: Measured): string {
  const own = coverage(spreadOfKnown)
  return own === '' ? '' : `${own} (${percent(spreadOfTruth.value)})`
}

const arrow = (from: string, to: string): string => (from === '' && to === '' ? '' : `${from} → ${to}`)

const fixed = (value: number): string => value.toFixed(3)

function pair({ value, error }: Mean): string {
  return Number.isNaN(value) ? '' : `${fixed(value)} ± ${fixed(error)}`
}

function bias({ bias: { value, error } }: Way): string {
  if (Number.isNaN(value)) return ''
  const sign = value.toFixed(3).startsWith('-') ? '' : '+'
  return `${sign}${fixed(value)} ± ${fixed(error)}`
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`

function coverage({ value, error }: Mean): string {
  if (Number.isNaN(value)) return ''
  const words = `${percent(value)} ± ${(100 * error).toFixed(1)}`
  return value + 2 * error < 0.95 ? `**${words}**` : words
}
