import { CommanderError } from 'commander'
import { systemTrouble } from '../node/system-trouble.ts'
import { UserMistake } from '../node/user-mistake.ts'
import type { ExitCode } from './exit-code.ts'
import { printJson } from './print-json.ts'
import { program } from './program.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

/** Runs the command and says how it ended. Mistakes of users come as one line; anything else is a defect and says so. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const json = asksForJson(args)
  let code: ExitCode = 0
  try {
    // What is wrong with the arguments is told by the answer itself, where that is JSON.
    await program(json ? { ...terminal, err: () => undefined } : terminal, terminal, (exit) => {
      code = exit
    }).parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0 && error.code !== 'commander.help') return 0
    const { rule, file = '', message } = inWords(error, args)
    if (json) {
      const diagnostics = [{ severity: 'error', rule, file, line: 0, column: 0, message } as const]
      return printJson(terminal, { command: commandOf(args, terminal), exit: 2, diagnostics })
    }
    // Commander has said what there is to say.
    if (!(error instanceof CommanderError)) terminal.err(`remeier: ${file === '' ? '' : `${file}: `}${message}\n`)
    return 2
  }
}

interface Words {
  readonly rule: 'wrong-use' | 'system' | 'defect'
  /** What the system refused, where that is a file. */
  readonly file?: string
  readonly message: string
}

function inWords(error: unknown, args: readonly string[]): Words {
  if (error instanceof UserMistake) return { rule: 'wrong-use', message: error.message }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /u, '').replaceAll(/\s+/gu, ' ')
    return { rule: 'wrong-use', message: error.code === 'commander.help' ? 'a command is required' : message }
  }
  const trouble = systemTrouble(error)
  if (trouble !== null) return { rule: 'system', file: pathOf(error), message: trouble }
  const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined]
  const debug = args.includes('--debug') || (process.env['DEBUG'] ?? '') !== ''
  const more = debug ? (stack ?? message) : 'Run it again with --debug for the details.'
  return { rule: 'defect', message: `this is a defect of remeier, not of your files: ${message}\n${more}` }
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? shownPath(error.path) : ''
}

/** `--json`, or `--format json` of the audit. */
function asksForJson(args: readonly string[]): boolean {
  return args.some(
    (it, at) => it === '--json' || it === '--format=json' || (it === '--format' && args[at + 1] === 'json'),
  )
}

/** Empty where what was typed is no command. */
function commandOf(args: readonly string[], terminal: Terminal): string {
  const first = args.find((it) => !it.startsWith('-')) ?? ''
  const known = program(terminal, terminal, () => undefined).commands.map((it) => it.name())
  return known.includes(first) ? first : ''
}
