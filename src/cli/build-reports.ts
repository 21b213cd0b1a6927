import process from 'node:process'
import { setImmediate } from 'node:timers/promises'
import { analyseElsewhere } from '../analysis/analyse.ts'
import { planFor } from '../analysis/plan.ts'
import type { ChartTheme } from '../chart/themed.ts'
import { seconds } from '../node/seconds.ts'
import type { RenderedReport } from '../node/render-report.ts'
import { type ReportCache, reportCache } from '../node/report-cache.ts'
import { builtBeside } from '../node/report-folder.ts'
import { type ReportPool, reportPool } from '../node/report-pool.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { type BesideFormat, besideFormats } from '../report/beside-formats.ts'
import type { FidelityRow } from '../result/frames.ts'
import { contradictions } from './audit-record.ts'
import type { PlanFile } from './load-plan.ts'
import { missedFigures } from './missed-figures.ts'
import { progress, type Step } from './progress.ts'
import type { Terminal } from './terminal.ts'

export interface BuildOptions {
  /** What to build beside the committed files; the page if left out. */
  readonly format?: readonly BesideFormat[]
  readonly check?: boolean
  /** Worker threads; as many as processors if left out. */
  readonly workers?: number
  /** False: build everything anew, and keep nothing. */
  readonly cache?: boolean
  /** Of figures and pages: greyscale, or a file. */
  readonly theme?: string
}

export interface Built {
  readonly report: RenderedReport | null
  /** What was asked for besides the committed files. */
  readonly beside: ReadonlyMap<string, string | Uint8Array>
  readonly diagnostics: readonly Diagnostic[]
}

/** What the building of several reports shares. */
interface Shop {
  readonly pool: ReportPool
  readonly formats: readonly BesideFormat[]
  readonly theme: ChartTheme | undefined
  readonly cacheOf: ((project: string) => ReportCache) | null
}

/**
 * Every plan at the same time, the one with most to run first, so that workers have something to do to the end; each as soon as it is there, in the order
 * of the plans.
 */
export async function* builtInTurn(
  plans: readonly PlanFile[],
  { workers, format = ['html'], cache, check }: BuildOptions,
  theme: ChartTheme | undefined,
  terminal: Terminal,
): AsyncGenerator<{ readonly plan: PlanFile; readonly built: Built }> {
  const pool = reportPool(workers)
  const shows = progress(plans.length, terminal, seconds)
  const shop: Shop = {
    pool,
    formats: besideFormats.filter((it) => check !== true && format.includes(it)),
    theme,
    // What is held against the committed files is built from the beginning.
    cacheOf: cache === false || check === true ? null : reportCache(),
  }
  const size = ({ plan, records }: PlanFile): number =>
    plan.draws * records.reduce((sum, { trial }) => sum + planFor(plan, trial.id).scenarios.length, 0)
  try {
    const building = new Map<PlanFile, Promise<Built>>()
    for (const plan of plans.toSorted((a, b) => size(b) - size(a))) {
      const built = build(plan, shop, shows.of(plan.plan.id, building.size))
      // Its error comes when it is waited for.
      built.catch(() => undefined)
      building.set(plan, built)
      await setImmediate()
    }
    for (const plan of plans) {
      const built = await building.get(plan)
      if (built === undefined) continue
      shows.end()
      yield { plan, built }
    }
  } finally {
    shows.end()
    await pool.close()
  }
}

async function build(plan: PlanFile, { pool, formats, theme, cacheOf }: Shop, step: Step): Promise<Built> {
  const { file, project, records, others, inputs } = plan
  const told = (fidelity: readonly FidelityRow[]): readonly Diagnostic[] =>
    records.flatMap((it) => [...contradictions(it), ...missedFigures(it, fidelity)])
  const cache = cacheOf?.(project) ?? null
  const look = theme === undefined ? {} : { theme }
  const asked = { file, inputs, formats, ...look, date: process.env['SOURCE_DATE_EPOCH'] ?? '' }
  const kept = cache?.read(asked) ?? null
  if (kept !== null) {
    step('nothing has changed since it was built', 1, 1)
    return { report: kept.report, beside: kept.beside, diagnostics: told(kept.fidelity) }
  }
  step('reading the records', 0, 1)
  const part = inParts(step, ['analysis', 'report', ...formats])
  const analysed = await analyseElsewhere(
    {
      plan: plan.plan,
      spans: plan.spans,
      planFile: file,
      planHash: plan.sha256,
      records,
      others,
      onProgress: part('analysis'),
    },
    pool.run,
  )
  if (analysed.kind === 'refused') return { report: null, beside: new Map(), diagnostics: analysed.diagnostics }
  const { results, patients, live } = analysed
  const report = await pool.report({ results, patients, files: inputs, ...look, onProgress: part('report') })
  const environment = { SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] }
  // A format a task, so that the last report too keeps every worker busy.
  const documents = await Promise.all(
    formats
      .filter((it) => it !== 'html')
      .map((format) =>
        pool.beside({ results, report, live, formats: [format], ...look, environment, onProgress: part(format) }),
      ),
  )
  const page = [...report.files].filter(([path]) => builtBeside.includes(path) && formats.includes('html'))
  const beside = new Map<string, string | Uint8Array>([...page, ...documents.flatMap((it) => [...it])])
  cache?.write(asked, { report, beside, fidelity: results.fidelity })
  return { report, beside, diagnostics: told(results.fidelity) }
}

/** Seconds that each part of a report of the repository takes, roughly: for the time left, and nothing else. */
const effort = { analysis: 20, report: 11, html: 0, live: 1, png: 8, pdf: 6, pptx: 6 } as const

type Part = keyof typeof effort

/** Progress of a report whose parts are made one after the other or at the same time. */
function inParts(step: Step, parts: readonly Part[]): (part: Part) => Step {
  const whole = parts.reduce((sum, it) => sum + effort[it], 0)
  const done = new Map<Part, number>()
  return (part) => (what, now, total) => {
    done.set(part, (effort[part] * now) / Math.max(1, total))
    const all = [...done.values()].reduce((sum, it) => sum + it, 0)
    step(what, all, whole)
  }
}
