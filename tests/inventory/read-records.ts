import { readFileSync, readdirSync } from 'node:fs'
import { type RecordedFigure, recordedFigures } from '../../src/record/recorded-figures.ts'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from '../record/record-of.ts'

export interface ReadRecord {
  readonly trial: Trial
  readonly figures: readonly RecordedFigure[]
}

/** Every record that ships; one that does not parse is named, and an error. */
export function readRecords(): readonly ReadRecord[] {
  return readdirSync('data/trials')
    .filter((it) => it.endsWith('.yaml'))
    .map((name) => {
      const file = `data/trials/${name}`
      const read = recordOf(readFileSync(file, 'utf8'), file)
      return { trial: read.trial, figures: recordedFigures(read.trial) }
    })
}
