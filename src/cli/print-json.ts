import type { Diagnostic } from '../record/diagnostic.ts'
import type { ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** What `--json` prints of every command, whether it went well or not: docs/command-json.md. */
export interface JsonAnswer {
  readonly command: string
  readonly exit: ExitCode
  readonly diagnostics: readonly Diagnostic[]
}

export function printJson(
  terminal: Terminal,
  { command, exit, diagnostics, ...rest }: JsonAnswer & Readonly<Record<string, unknown>>,
): ExitCode {
  terminal.out(`${JSON.stringify({ command, exit, ...rest, diagnostics }, null, 2)}\n`)
  return exit
}
