import { join } from 'node:path'
import { rebuild } from '../analysis/rebuild.ts'
import { seconds } from '../node/seconds.ts'
import { requireFolder } from '../node/require-folder.ts'
import { UserMistake } from '../node/user-mistake.ts'
import { writeTables } from '../node/write-tables.ts'
import type { Information } from '../reconstruct/information.ts'
import { information, informationRows } from '../reconstruct/information.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { curveCsv, fidelityCsv, informationCsv, ipdCsv } from '../result/csv.ts'
import { contradictions } from './audit-record.ts'
import { chosenEndpoints } from './chosen-endpoints.ts'
import { type CurveOptions, namesCurves } from './curve-options.ts'
import { namedOrDefaultFiles } from './default-files.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { informationText } from './information-text.ts'
import { loadRecord } from './load-record.ts'
import { missedFigures } from './missed-figures.ts'
import { outFolder } from './out-folder.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import { printJson } from './print-json.ts'
import { progress } from './progress.ts'
import { rebuildFromCurves } from './rebuild-from-curves.ts'
import type { RebuiltEndpoint } from './rebuilt-endpoint.ts'
import { rebuiltJson } from './rebuilt-json.ts'
import { rebuiltText } from './rebuilt-text.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

export interface RebuildOptions extends CurveOptions {
  readonly endpoint?: string
  readonly out?: string
  readonly seed: number
  readonly json?: boolean
  readonly ascii?: boolean
  readonly information?: boolean
}

/** An endpoint without information about time is no mistake: only asking for it by name, or for nothing else, is. */
const mayBePassedOver = new Set(['no-time', 'no-curve'])

/** `remeier rebuild`: curves, pseudo-patients and fidelity of every endpoint that says something about time. */
export function rebuildCommand(files: readonly string[], options: RebuildOptions, terminal: Terminal): ExitCode {
  const out = outFolder(options)
  if (out !== undefined) requireFolder(out)
  if (namesCurves(options)) {
    if (options.information === true)
      throw new UserMistake('--information is about printed figures, not about curves: leave --curve out')
    const { rebuilt, diagnostics } = rebuildFromCurves(files, options)
    const readable = exitCode(diagnostics) === 2 ? [] : rebuilt
    return finish(readable, diagnostics, write(readable, 1, options), options, terminal)
  }
  const loaded = namedOrDefaultFiles(files, 'records').map((path) => loadRecord(path))
  const unreadable = loaded.flatMap((it) => (it.kind === 'refused' ? it.diagnostics : []))
  if (unreadable.length > 0) return finish([], unreadable, [], options, terminal)
  const records = loaded.flatMap((it) => (it.kind === 'record' ? it.record : []))
  const asked = records.flatMap((record) =>
    chosenEndpoints(record, options.endpoint).map((endpoint) => ({ record, endpoint })),
  )
  if (asked.length === 0) throw new UserMistake('none of these records has an endpoint')

  const rebuilt: RebuiltEndpoint[] = []
  const diagnostics: Diagnostic[] = records.flatMap((it) => contradictions(it))
  const shows = progress(1, terminal, seconds)
  const step = shows.of('rebuild', 0)
  asked.forEach(({ record, endpoint }, at) => {
    if (terminal.live) step(`${record.trial.id} ${endpoint}`, at, asked.length)
    const result = rebuild(record, endpoint, { seed: options.seed })
    if (result.kind === 'refused') return diagnostics.push(...result.diagnostics)
    diagnostics.push(...result.notes, ...missedFigures(record, result.frames.fidelity))
    const told = options.information === true ? information(result.reconstruction.evidence) : null
    return rebuilt.push({ file: record.file, trial: record.trial.id, endpoint, result, information: told })
  })
  shows.end()
  const lenient = rebuilt.length > 0 && options.endpoint === undefined
  const told = diagnostics.map((it) =>
    lenient && mayBePassedOver.has(it.rule) ? { ...it, severity: 'note' as const } : it,
  )
  const written = exitCode(told) === 2 ? [] : write(rebuilt, asked.length, options)
  return finish(exitCode(told) === 2 ? [] : rebuilt, told, written, options, terminal)
}

/** Where one endpoint was asked for, its files stand in the folder itself; else in `<record>/<endpoint>/`. */
function write(rebuilt: readonly RebuiltEndpoint[], asked: number, { out }: RebuildOptions): readonly string[] {
  if (out === undefined) return []
  const tables = rebuilt.flatMap(({ trial, endpoint, result: { frames }, information: told }) => {
    const folder = asked === 1 ? out : join(out, trial, endpoint)
    const rowsOf = (it: Information) => informationRows({ trial, endpoint }, it)
    return [
      [shownPath(join(folder, 'ipd.csv')), ipdCsv(frames.patients)],
      [shownPath(join(folder, 'curve.csv')), curveCsv(frames.curves)],
      [shownPath(join(folder, 'fidelity.csv')), fidelityCsv(frames.fidelity)],
      ...(told ? [[shownPath(join(folder, 'information.csv')), informationCsv(rowsOf(told))] as const] : []),
    ] as const
  })
  writeTables(new Map(tables))
  return tables.map(([path]) => path)
}

function finish(
  rebuilt: readonly RebuiltEndpoint[],
  diagnostics: readonly Diagnostic[],
  written: readonly string[],
  options: RebuildOptions,
  terminal: Terminal,
): ExitCode {
  const code = exitCode(diagnostics)
  if (options.json === true) {
    const endpoints = rebuilt.map((it) => rebuiltJson(it, options.seed))
    return printJson(terminal, { command: 'rebuild', exit: code, endpoints, written, diagnostics })
  }
  for (const it of rebuilt) {
    terminal.out(rebuiltText(it, options, terminal))
    if (it.information)
      terminal.out(informationText(it.result.reconstruction.evidence, it.information, Math.min(terminal.width, 100)))
  }
  for (const path of written) terminal.out(`${path} written\n`)
  if (rebuilt.length > 0 && options.out === undefined) {
    terminal.out('No file was written; --out DIR writes ipd.csv, curve.csv and fidelity.csv.\n')
  }
  printDiagnostics(diagnostics, terminal)
  return code
}
