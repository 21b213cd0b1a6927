import { join, resolve } from 'node:path'
import type { RenderedReport } from '../node/render-report.ts'
import { explainStaleness } from '../node/explain-staleness.ts'
import { type IndexState, settleIndex } from '../node/index-of-reports.ts'
import { loadTheme } from '../node/load-theme.ts'
import { builtBeside, compareReportFolder, requireReportFolder, writeReportFolder } from '../node/report-folder.ts'
import { requireFile } from '../node/require-folder.ts'
import { addToFile, requireXml, writeXml } from '../node/write-run.ts'
import { UserMistake } from '../node/user-mistake.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { runAnnotations } from '../report/run-annotations.ts'
import { runJunit } from '../report/run-junit.ts'
import { runSummary } from '../report/run-summary.ts'
import { staleText } from '../report/stale-text.ts'
import { renderTerminal } from '../report/terminal.ts'
import type { ReportOutcome } from '../result/report-run.ts'
import { type BuildOptions, builtInTurn, type Built } from './build-reports.ts'
import { namedOrDefaultFiles } from './default-files.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { loadPlan, type PlanFile } from './load-plan.ts'
import { outFolder } from './out-folder.ts'
import { distinct, plural, printDiagnostics } from './print-diagnostics.ts'
import { printJson } from './print-json.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

export interface ReportOptions extends BuildOptions {
  readonly out?: string
  readonly print?: boolean
  readonly json?: boolean
  /** File to which a summary in Markdown is added. */
  readonly summary?: string
  /** File for the results as JUnit XML. */
  readonly junit?: string
  /** Print annotations for GitHub Actions. */
  readonly annotate?: boolean
}

interface Reported extends ReportOutcome {
  readonly files: readonly string[]
}

const none: Pick<ReportOutcome, 'differences' | 'inputs' | 'moved'> = {
  differences: { stale: [], missing: [], extra: [] },
  inputs: null,
  moved: [],
}

/**
 * `remeier report`: each plan becomes a folder of files, whole or not at all; `--check` compares with what stands there. A plan that cannot
 * be built does not keep the others from it.
 */
export async function reportCommand(
  files: readonly string[],
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const out = outFolder(options)
  const loaded = namedOrDefaultFiles(files, 'plans').map((path) => ({ path, ...loadPlan(path) }))
  const found: Diagnostic[] = loaded.flatMap((it) => (it.kind === 'refused' ? it.diagnostics : []))
  const plans = loaded.flatMap((it) => (it.kind === 'plan' ? it.plan : []))
  refuseSameFolder(plans)
  requirePlaces(plans, out, options)
  const look = options.theme === undefined ? null : loadTheme(options.theme)
  if (look?.kind === 'refused') return refused(look.diagnostics, options, terminal)
  const reported: Reported[] = []
  // Only the project's own folder of reports has an index.
  const forIndex = new Map<string, Map<string, string>>()
  const noteForIndex = ({ project, plan }: PlanFile, report: RenderedReport): void => {
    const folder = join(project, 'reports')
    const texts = forIndex.get(folder) ?? new Map<string, string>()
    forIndex.set(folder, texts.set(plan.id, report.files.get('provenance.json') ?? ''))
  }
  for await (const { plan, built } of builtInTurn(plans, options, look?.theme, terminal)) {
    found.push(...plan.notes, ...built.diagnostics)
    if (built.report === null) continue
    if (options.print === true) terminal.out(renderTerminal(built.report.document, terminal))
    reported.push(settle(plan, { report: built.report, beside: built.beside }, out, options.check === true))
    if (out === undefined) noteForIndex(plan, built.report)
  }
  const index = [...forIndex].map(([folder, texts]) => settleIndex(folder, texts, options.check === true))
  const diagnostics = distinct(found)
  const missing = loaded.map((it) => shownPath(it.path)).filter((path) => !reported.some((it) => it.plan === path))
  const run = { reports: [...reported, ...missing.map(notBuilt)], problems: diagnostics }
  const stale = [...reported, ...index].some((it) => it.state === 'stale')
  const code = stale ? worse(exitCode(diagnostics), 1) : exitCode(diagnostics)
  if (options.summary !== undefined) addToFile(options.summary, runSummary(run))
  if (options.junit !== undefined) writeXml(options.junit, runJunit(run))
  if (options.json === true)
    return printJson(terminal, {
      command: 'report',
      exit: code,
      reports: reported,
      index: index.map((it) => ({ ...it, path: shownPath(it.path) })),
      diagnostics,
    })
  printDiagnostics(diagnostics, terminal)
  for (const it of reported) terminal.out(inWords(it))
  for (const { path, state } of index) terminal.out(indexInWords(shownPath(path), state))
  if (options.annotate === true) terminal.out(runAnnotations(run))
  if (missing.length > 0) terminal.err(`no report of ${missing.join(', ')}: see above\n`)
  return code
}

/** A theme that cannot be read: nothing is built. */
function refused(diagnostics: readonly Diagnostic[], { json }: ReportOptions, terminal: Terminal): ExitCode {
  if (json === true) return printJson(terminal, { command: 'report', exit: 2, reports: [], index: [], diagnostics })
  printDiagnostics(diagnostics, terminal)
  return 2
}

const notBuilt = (plan: string): ReportOutcome => ({ plan, folder: '', state: 'not built', ...none })

const worse = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)

function refuseSameFolder(plans: readonly PlanFile[]): void {
  const seen = new Map<string, string>()
  for (const { plan, file } of plans) {
    const other = seen.get(plan.id)
    if (other !== undefined) throw new UserMistake(`${other} and ${file} have the same id and would share a folder.`)
    seen.set(plan.id, file)
  }
}

const folderFor = ({ plan, project }: PlanFile, out: string | undefined): string =>
  join(out === undefined ? join(project, 'reports') : resolve(out), plan.id)

/** What cannot be written is told before anything is built. */
function requirePlaces(plans: readonly PlanFile[], out: string | undefined, options: ReportOptions): void {
  const { check, summary, junit } = options
  if (check !== true) for (const it of plans) requireReportFolder(folderFor(it, out))
  if (summary !== undefined) requireFile(summary, '--summary')
  if (junit !== undefined) requireXml(junit)
}

/** Writes the report, or says how the one that stands there differs. */
function settle(
  plan: PlanFile,
  { report, beside }: { readonly report: RenderedReport; readonly beside: Built['beside'] },
  out: string | undefined,
  check: boolean,
): Reported {
  const folder = folderFor(plan, out)
  const reported = { plan: plan.file, folder: shownPath(folder), files: [...report.files.keys()] }
  if (!check) {
    const files = new Map([...[...report.files].filter(([path]) => !builtBeside.includes(path)), ...beside])
    writeReportFolder(folder, files)
    return { ...reported, ...none, state: 'written', files: [...files.keys()] }
  }
  const differences = compareReportFolder(folder, report.files)
  const { stale, missing, extra } = differences
  if (stale.length + missing.length + extra.length === 0) return { ...reported, ...none, state: 'current' }
  return { ...reported, state: 'stale', differences, ...explainStaleness(folder, report.files) }
}

function inWords(it: Reported): string {
  const { plan, folder, state, files } = it
  if (state === 'stale') return staleText(it)
  if (state === 'current') return `${folder}/ is what ${plan} gives\n`
  return `${plan}: ${plural(files.length, 'file')} in ${folder}/; read ${folder}/report.md${opened(folder, files)}\n`
}

/** What a reader opens beside the text. */
function opened(folder: string, files: readonly string[]): string {
  const shown = ['report.html', 'live.html', 'report.pdf', 'slides.pptx'].filter((it) => files.includes(it))
  return shown.length === 0 ? '' : `, or open ${shown.map((it) => `${folder}/${it}`).join(', ')}`
}

function indexInWords(path: string, state: IndexState): string {
  if (state === 'written') return `${path} lists the reports\n`
  return state === 'stale' ? `${path} is not the list of the reports: write it again with: remeier report\n` : ''
}
