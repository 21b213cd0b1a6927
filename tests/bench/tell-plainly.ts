import { UserMistake } from '../../src/node/user-mistake.ts'

/** From here on what the user of a command line can mend is told in a sentence, with exit code 2; a stack is for mistakes of ours. */
export function tellPlainly(): void {
  process.on('uncaughtException', (error: unknown) => {
    const told = error instanceof Error && mendable(error) ? error.message : null
    process.stderr.write(`${told ?? (error instanceof Error ? error.stack : String(error))}\n`)
    process.exit(told === null ? 1 : 2)
  })
}

/** A value that cannot be, an option that is not known, a file that cannot be read or written. */
function mendable(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    error instanceof RangeError ||
    error instanceof UserMistake ||
    code.startsWith('ERR_PARSE_ARGS') ||
    'syscall' in error
  )
}
