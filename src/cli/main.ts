#!/usr/bin/env node
import { endOnSignals } from './end-on-signals.ts'
import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

const terminal = processTerminal()
const args = process.argv.slice(2)
// To rebuild is one long computation, in which a handler of ours would never have its turn: there the system's end the process, and files
// are written beside their places and then renamed.
if (args.find((it) => !it.startsWith('-')) !== 'rebuild') endOnSignals(terminal)
// Not process.exit(): what is still on its way to a pipe would be lost.
process.exitCode = await run(args, terminal)
