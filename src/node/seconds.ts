import { performance } from 'node:perf_hooks'

/** Seconds since the process began: for progress on a terminal, never for anything that is written to a file. */
export const seconds = (): number => performance.now() / 1000
