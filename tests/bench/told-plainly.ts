/** Runs a command line. What its user can mend is told in a sentence, with exit code 2; a stack is for mistakes of ours. */
export async function toldPlainly(run: () => Promise<void> | void): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Error) || !mendable(error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}

/** A value that cannot be, an option that is not known, a file that cannot be read or written. */
function mendable(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return error instanceof RangeError || code.startsWith('ERR_PARSE_ARGS') || 'syscall' in error
}
