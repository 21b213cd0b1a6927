import process from 'node:process'
import { setImmediate } from 'node:timers/promises'
import { analyseElsewhere, type RunScenarios } from '../analysis/analyse.ts'
import type { ChartTheme } from '../chart/themed.ts'
import { seconds } from '../node/seconds.ts'
import { type DocumentThread, documentThread } from '../node/document-thread.ts'
import { builtBeside, renderReport, type RenderedReport } from '../node/render-report.ts'
import { type ReportCache, reportCache } from '../node/report-cache.ts'
import { scenarioPool } from '../node/scenario-pool.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { BesideFormat } from '../report/beside-formats.ts'
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
  readonly run: RunScenarios
  readonly formats: readonly BesideFormat[]
  readonly theme: ChartTheme | undefined
  readonly documents: DocumentThread
  readonly cacheOf: ((project: string) => ReportCache) | null
}

/** Every plan at the same time, so that workers always have something to do; each as soon as it is there, in the order of the plans. */
export async function* builtInTurn(
  plans: readonly PlanFile[],
  { workers, format = ['html'], cache, check }: BuildOptions,
  theme: ChartTheme | undefined,
  terminal: Terminal,
): AsyncGenerator<{ readonly plan: PlanFile; readonly built: Built }> {
  const pool = scenarioPool(workers)
  const documents = documentThread()
  const shows = progress(plans.length, terminal, seconds)
  const shop: Shop = {
    run: pool.run,
    formats: check === true ? [] : format,
    theme,
    documents,
    // What is held against the committed files is built from the beginning.
    cacheOf: cache === false || check === true ? null : reportCache(),
  }
  try {
    const building: Promise<Built>[] = []
    for (const [at, plan] of plans.entries()) {
      const built = build(plan, shop, shows.of(plan.plan.id, at))
      // Its error comes when it is waited for.
      built.catch(() => undefined)
      building.push(built)
      await setImmediate()
    }
    for (const [at, plan] of plans.entries()) {
      const built = await building[at]
      if (built === undefined) continue
      shows.end()
      yield { plan, built }
    }
  } finally {
    shows.end()
    await Promise.all([pool.close(), documents.close()])
  }
}

async function build(plan: PlanFile, { run, formats, theme, documents, cacheOf }: Shop, step: Step): Promise<Built> {
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
  // Figures and documents are the last part.
  const part =
    (from: number, to: number): Step =>
    (what, done, total) => {
      step(what, from + ((to - from) * done) / Math.max(1, total), 1)
    }
  const analysed = await analyseElsewhere(
    {
      plan: plan.plan,
      spans: plan.spans,
      planFile: file,
      planHash: plan.sha256,
      records,
      others,
      onProgress: part(0, 0.8),
    },
    run,
  )
  if (analysed.kind === 'refused') return { report: null, beside: new Map(), diagnostics: analysed.diagnostics }
  const { results, patients, live } = analysed
  const report = await renderReport({ results, patients, files: inputs, ...look, onProgress: part(0.8, 0.9) })
  const beside = new Map<string, string | Uint8Array>([
    ...[...report.files].filter(([path]) => path === builtBeside && formats.includes('html')),
    ...(await documents.render({
      results,
      report,
      live,
      formats,
      ...look,
      environment: { SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] },
      onProgress: part(0.9, 1),
    })),
  ])
  cache?.write(asked, { report, beside, fidelity: results.fidelity })
  return { report, beside, diagnostics: told(results.fidelity) }
}
