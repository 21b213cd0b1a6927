import type { Accuracy, SpecialFunction } from '../numeric/special-functions.ts'
import type { Validation } from './compare-all.ts'
import { shown, verdict } from './validation-text.ts'

/**
 * docs/validation.md.
 *
 * @param heads the beginnings of the files, which say what wrote them
 */
export function validationPage(
  validation: Validation,
  special: readonly SpecialFunction[],
  heads: readonly string[],
): string {
  const rows = validation.summaries.map(
    ({ quantity, numbers, largest, tolerance, where }) =>
      `| ${quantity} | ${numbers} | ${shown(largest)} | ${tolerance} | ${where.replace(/\.json$/, '')} |`,
  )
  return [
    '# Validation of remeier/survival against R',
    '',
    `Written by \`npm run validate -- --write docs/validation.md\` from the files that \`tests/golden/survival.R\` and \`tests/golden/regression.R\` wrote with ${versions(heads)}.`,
    '',
    'A difference is relative for p-values and standard errors (absolute where R says 0), and for all else absolute where R’s value is below 1 and relative above. The Cox models of R are iterated until their coefficients stand still; estimators that R’s survival lacks (weights with gamma, modest weights, MaxCombo, Gompertz, numbers needed to treat) are written out in the scripts.',
    '',
    '| quantity | numbers | largest difference | tolerance | largest in |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows,
    '',
    `${verdict(validation)}.`,
    '',
    'Data of other sources can be checked in the same way: `npm run validate -- --golden DIR` compares every file of a folder in this format, says what it left out and why, and exits 1 where a difference is above its tolerance. `tests/survival/million.test.ts` compares fits of a million rows with R’s, `tests/survival/cox-verdicts.test.ts` the verdicts on likelihoods without a maximum with R’s warnings.',
    '',
    ...skippedSection(validation),
    ...specialSection(special),
  ].join('\n')
}

function versions(heads: readonly string[]): string {
  const found = heads.flatMap((head) => {
    const r = /"r":"([^"]*)"/.exec(head)?.[1]
    const survival = /"survival":"([^"]*)"/.exec(head)?.[1]
    return r !== undefined && survival !== undefined ? [`${r}, survival ${survival}`] : []
  })
  return [...new Set(found)].join('; ') || 'a version of R that they do not name'
}

function skippedSection({ skipped }: Validation): string[] {
  if (skipped.length === 0) return []
  return [
    '## Not compared',
    '',
    ...skipped.map(({ what, reason, files }) => `- \`${what}\`: ${reason} (${files.length} files)`),
    '',
  ]
}

function specialSection(special: readonly SpecialFunction[]): string[] {
  if (special.length === 0) return []
  const both = (found: Accuracy | null) => (found ? `${share(found.body)} / ${share(found.all)}` : '-')
  return [
    '## Special functions, and who computes them',
    '',
    'Largest relative difference from R (`tests/golden/numeric.R`): in the body, where both tails are 1e-6 or more, / at all arguments, with tails down to 1e-300. "none" means that there is no digit: 0, infinity or not a number. A library that has no upper tail or logarithm is asked for 1 - cdf and log(cdf).',
    '',
    '| function | arguments | own | jstat | simple-statistics |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...special.map(
      ({ name, points, own, jstat, simpleStatistics }) =>
        `| ${name} | ${points} | ${both(own)} | ${both(jstat)} | ${both(simpleStatistics)} |`,
    ),
    '',
    'So distribution functions are our own, in `src/numeric`: p-values of tests lie in upper tails. From jstat come quantiles in the body, in `src/statistics/distribution-quantiles.ts`: gamma and chi-squared as they are (5e-11); the beta quantile there (Clopper-Pearson limits, priors) is our own, a root of the logarithm of a tail. From simple-statistics come mean, standard deviation, minimum, maximum and type-7 quantiles, in `src/statistics/descriptives.ts`. Neither is called in `src/survival`, which has no dependency.',
    '',
  ]
}

function share(x: number): string {
  return x < 0.5 ? x.toExponential(1) : 'none'
}
