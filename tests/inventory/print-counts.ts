/** `npm run count-figures`: figures and numbers by record, source and class, as CSV, and their sums. */
import { csvFormat } from 'd3-dsv'
import { countFigures } from './count-figures.ts'
import { readRecords } from './read-records.ts'

const counts = countFigures(readRecords())
const sum = (of: 'figures' | 'numbers'): number => counts.reduce((total, it) => total + it[of], 0)
process.stdout.write(`${csvFormat([...counts])}\n`)
process.stdout.write(`${sum('figures')} figures, ${sum('numbers')} numbers\n`)
