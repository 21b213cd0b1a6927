import { compareContrasts } from './compare-contrasts.ts'
import { compareCurves } from './compare-curves.ts'
import { attempt, type Comparison, type Content, difference, readFolder } from './golden-file.ts'
import { compareParametric } from './compare-parametric.ts'
import { compareRegressions, compareRows, compareStartStop } from './compare-regressions.ts'
import { compareCompeting, compareWindows } from './compare-windows.ts'
import { watched } from './watched.ts'

/** All comparisons of one quantity. */
export interface QuantitySummary {
  readonly quantity: string
  readonly numbers: number
  readonly largest: number
  readonly tolerance: number
  /** File in which the largest difference is. */
  readonly where: string
}

/** What of the folder was not compared. */
export interface Skipped {
  readonly what: string
  readonly reason: string
  readonly files: readonly string[]
}

export interface Validation {
  readonly summaries: readonly QuantitySummary[]
  readonly skipped: readonly Skipped[]
  /** Files that were compared. */
  readonly files: readonly string[]
  /** Files that are no JSON. */
  readonly broken: readonly string[]
}

/** Parts of the format that have nothing to be compared with: where they are, as what they are listed, and why. */
const NO_TWIN: readonly (readonly [RegExp, string, string])[] = [
  [/^coxph\.exact\b/, 'coxph.exact', 'exact ties, which remeier/survival does not have'],
  [/^survreg\.[a-z]+\.arm\./, 'survreg.*.arm', 'a regression on the arm, which parametricFit does not do'],
  [/^survreg\.exponential\.[a-z0-9_]+\.scale$/, 'survreg.exponential.*.scale', 'is 1 by definition'],
  [/^(weighted|uneven)\.n_risk$/, 'weighted.n_risk', 'R counts patients there, remeier their weights'],
  [/^windows\.periods\[\]\.robust_se$/, 'windows.periods[].robust_se', 'the robust standard error is coxRegression’s'],
  [/\.gradient$/, 'gradient', 'says how good R’s maximum is'],
  [/\.(n|nevent|note|se_order|terms|strata)$/, 'n, nevent, terms, strata', 'says what the numbers beside it are'],
]

/** Every estimator beside every file of R's values in a folder, by quantity. */
export function compareAll(folder: string): Validation {
  const summaries = new Map<string, QuantitySummary>()
  const skipped = new Map<string, { what: string; reason: string; files: Set<string> }>()
  const skip = (what: string, reason: string, file: string): void => {
    const key = `${what}\n${reason}`
    const entry = skipped.get(key) ?? { what, reason, files: new Set<string>() }
    skipped.set(key, { ...entry, files: entry.files.add(file) })
  }
  const files = readFolder(folder)
  for (const { name, content } of files) {
    if ('reason' in content) {
      skip('the file', content.reason, name)
      continue
    }
    const { comparisons, unread } = comparisonsOf(content)
    for (const path of unread) skip(...leftOut(path), name)
    for (const comparison of comparisons) {
      if (comparison.skipped === undefined) add(summaries, name, comparison)
      else skip(comparison.quantity, comparison.skipped, name)
    }
  }
  return {
    summaries: [...summaries.values()],
    skipped: [...skipped.values()].map((entry) => ({ ...entry, files: [...entry.files] })),
    files: files.flatMap(({ name, content }) => ('reason' in content ? [] : [name])),
    broken: files.flatMap(({ name, content }) => (content.kind === 'broken' ? [name] : [])),
  }
}

function add(summaries: Map<string, QuantitySummary>, where: string, comparison: Comparison): void {
  const { quantity, tolerance } = comparison
  if (quantity.endsWith(': length') && comparison.ours === comparison.theirs) return
  const found = difference(comparison)
  const before = summaries.get(quantity)
  const worse = !before || !(found <= before.largest)
  summaries.set(quantity, {
    quantity,
    numbers: (before?.numbers ?? 0) + 1,
    largest: worse ? found : before.largest,
    tolerance,
    where: worse ? where : before.where,
  })
}

/** As what a part that nobody looked at is listed, and why. */
function leftOut(path: string): readonly [what: string, reason: string] {
  const twin = NO_TWIN.find(([pattern]) => pattern.test(path))
  if (twin) return [twin[1], twin[2]]
  const [, parent, leaf] = /^(.*?)[.[]*([a-z_]*)\]?$/i.exec(path) ?? []
  if (parent === undefined || leaf === undefined || !OF_A_FIT.has(leaf)) return [path, 'not known to this check']
  return [parent, 'the rest of a fit or test that has no answer, or of a part that cannot be compared']
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const OF_A_FIT = words(
  'coef se se_model se_robust robust_se var loglik loglik_null score_test wald_test lr_test hr hr_lower hr_upper chisq df p obs exp scale time n_risk n_event n_censor surv lower upper std_err_surv std_err_cumhaz_scale std_err_robust weights u z cuts correlation p_of_three p_of_three_mvtnorm',
)

function comparisonsOf(content: Exclude<Content, { reason: string }>): {
  readonly comparisons: readonly Comparison[]
  readonly unread: readonly string[]
} {
  switch (content.kind) {
    case 'arms':
      return every(content.value, [
        compareCurves,
        compareContrasts,
        compareRegressions,
        compareWindows,
        compareParametric,
      ])
    case 'start-stop':
      return every(content.value, [compareStartStop])
    case 'competing':
      return every(content.value, [compareCompeting])
    case 'rows':
      return every(content.value, [compareRows])
  }
}

function every<T extends object>(golden: T, compare: readonly ((golden: T) => Comparison[])[]) {
  const { value, unread } = watched(golden)
  const comparisons = compare.flatMap((group) => attempt(group.name, () => group(value)))
  return { comparisons, unread: unread() }
}
