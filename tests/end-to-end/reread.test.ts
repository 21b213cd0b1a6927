import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { csvParse } from 'd3-dsv'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  arm,
  cox,
  type Estimate,
  kaplanMeier,
  logRank,
  milestone,
  patients,
  rmst,
  survivalQuantile,
} from '../../src/survival/index.ts'

/** R reads the exported patients of the committed report and must agree with what the report computes from them, to 1e-9. */
const file = 'reports/karmma-3/ipd.csv'
const script = 'tests/end-to-end/reread.R'
const names = ['standard', 'ide-cel']

const ready = spawnSync('Rscript', ['-e', 'library(survival); library(jsonlite)']).status === 0

const column = z.array(z.number())
const reread = z.object({
  arms: z.array(
    z.object({
      n: z.number(),
      events: z.number(),
      survival: column,
      lower: column,
      upper: column,
      median: column,
      rmst: column,
      rmstError: column,
    }),
  ),
  logHazardRatio: z.number(),
  standardError: z.number(),
  logRank: z.number(),
})

function readByR() {
  const run = spawnSync('Rscript', [script, file, ...names], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return reread.parse(JSON.parse(run.stdout))
}

const rows = csvParse(readFileSync(file, 'utf8'))
const ours = patients({
  arms: names,
  time: rows.map((it) => Number(it['time'])),
  event: rows.map((it) => Number(it['event'])),
  assigned: rows.map((it) => names.indexOf(it['arm'] ?? '')),
})

function numbers(estimate: Estimate): readonly (number | null)[] {
  if (estimate.kind !== 'value') throw new Error(estimate.kind)
  return [estimate.value, estimate.lower, estimate.upper]
}

const close = (a: number | null | undefined, b: number | undefined): void => {
  if (a === null || a === undefined || b === undefined) throw new Error('a number is missing')
  expect(Math.abs(a - b) / Math.max(1, Math.abs(b))).toBeLessThan(1e-9)
}

describe.skipIf(!ready)(`R re-reads ${file}${ready ? '' : ' (skipped: needs R with survival and jsonlite)'}`, () => {
  const theirs = ready ? readByR() : null

  test.each(names.map((name, index) => [name, index] as const))(
    'Kaplan-Meier, median and restricted means of %s',
    (name, index) => {
      const own = arm(ours, name)
      const other = theirs?.arms[index]
      if (other === undefined) throw new Error('R gave no arm')
      expect([own.time.length, own.event.reduce((a, b) => a + b, 0)]).toEqual([other.n, other.events])
      for (const [i, time] of [6, 12].entries()) {
        const [survival, lower, upper] = numbers(milestone(own, time))
        close(survival, other.survival[i])
        close(lower, other.lower[i])
        close(upper, other.upper[i])
      }
      numbers(survivalQuantile(kaplanMeier(own), 0.5)).forEach((it, i) => {
        close(it, other.median[i])
      })
      for (const [i, tau] of [12, 18].entries()) {
        const area = rmst(own, tau)
        if (area.kind !== 'value') throw new Error(area.kind)
        close(area.value, other.rmst[i])
        close(area.standardError, other.rmstError[i])
      }
    },
  )

  test('Cox with Efron ties and the log-rank test', () => {
    const ratio = cox(ours)
    const test = logRank(ours)
    if (ratio.kind !== 'value' || test.kind !== 'value' || theirs === null) throw new Error('no value')
    close(ratio.logHazardRatio, theirs.logHazardRatio)
    close(ratio.standardError, theirs.standardError)
    close(test.chiSquared, theirs.logRank)
  })
})
