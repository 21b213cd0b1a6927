import { CommanderError } from 'commander'
import { systemTrouble } from '../node/system-trouble.ts'
import { UserMistake } from '../node/user-mistake.ts'
import type { ExitCode } from './exit-code.ts'
import { program } from './program.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

/** Runs the command and says how it ended. Mistakes of users come as one line; anything else is a defect and says so. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0
  try {
    await program(terminal, (exit) => {
      code = exit
    }).parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    // Commander has said what there is to say; asking for help or the version is no mistake.
    if (error instanceof CommanderError) return error.code === 'commander.help' || error.exitCode !== 0 ? 2 : 0
    terminal.err(`remeier: ${inWords(error, args)}\n`)
    return 2
  }
}

function inWords(error: unknown, args: readonly string[]): string {
  if (error instanceof UserMistake) return error.message
  const trouble = systemTrouble(error)
  if (trouble !== null) return `${pathOf(error)}${trouble}`
  const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error), undefined]
  const debug = args.includes('--debug') || (process.env['DEBUG'] ?? '') !== ''
  const more = debug ? (stack ?? message) : 'Run it again with --debug for the details.'
  return `this is a defect of remeier, not of your files: ${message}\n${more}`
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? `${shownPath(error.path)}: ` : ''
}
