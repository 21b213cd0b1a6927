#!/usr/bin/env node
import { endOnSignals } from './end-on-signals.ts'
import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

const terminal = processTerminal()
endOnSignals(terminal)
// Not process.exit(): what is still on its way to a pipe would be lost.
process.exitCode = await run(process.argv.slice(2), terminal)
