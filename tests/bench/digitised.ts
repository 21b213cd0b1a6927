import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { curveDistance } from './curve-distance.ts'
import { type DigitisedCase, rebuildDigitised } from './rebuild-digitised.ts'
import { readings, type SimulatedArm, simulatedDigitised } from './simulated-digitised.ts'

/*
 * How near the patients behind a digitised curve come to the true ones.
 *   tsx tests/bench/digitised.ts               simulated arms, read in five ways: a table
 *   tsx tests/bench/digitised.ts DIR OUT       comparisons of a benchmark (bench-digitised/1): patients to OUT, for its scorer
 */

const [from, to] = process.argv.slice(2)
if (from === undefined) simulated()
else stored(from, to ?? 'digitised-results')

function simulated(): void {
  const rows = simulatedDigitised(150).map((arm) => ({ arm, ...scored(arm) }))
  const line = (name: string, own: typeof rows): string => {
    const mean = own.map((it) => it.distance)
    const area = own.map((it) => it.area)
    const exact = own.filter((it) => it.eventsExact && it.atRiskExact).length
    const cells = [quantile(mean, 0.5), quantile(mean, 0.9), quantile(area, 0.5), quantile(area, 0.9)]
    return [
      name.padEnd(16),
      ...cells.map((it) => it.toFixed(4).padStart(8)),
      `${exact} of ${own.length}`.padStart(12),
    ].join(' ')
  }
  const head = ['', '|dS| 50%', '90%', '|dRMST| 50%', '90%', 'counts exact']
  process.stdout.write(`${head.map((it, i) => (i === 0 ? it.padEnd(16) : it.padStart(i === 5 ? 12 : 8))).join(' ')}\n`)
  for (const reading of readings)
    process.stdout.write(
      `${line(
        reading,
        rows.filter(({ arm }) => arm.id.includes(`, ${reading},`)),
      )}\n`,
    )
  process.stdout.write(`${line('all', rows)}\n`)
  const times = rows.map((it) => it.milliseconds)
  process.stdout.write(
    `milliseconds an arm: ${quantile(times, 0.5).toFixed(1)} (90% ${quantile(times, 0.9).toFixed(1)})\n`,
  )
}

function scored(arm: SimulatedArm) {
  const given: DigitisedCase = {
    id: arm.id,
    unit: 'months',
    arms: [
      {
        name: 'arm',
        n: arm.n,
        events: arm.events,
        points: arm.points,
        at_risk: { times: arm.atRisk.times, n: arm.atRisk.counts },
      },
    ],
  }
  const began = process.cpuUsage()
  const { arms, fidelity } = rebuildDigitised(given, false)
  const { user, system } = process.cpuUsage(began)
  const rebuilt = arms[0]!.ipd
  const counts = fidelity.filter((it) => it.figure.measure === 'at-risk')
  return {
    ...curveDistance(arm.patients, rebuilt),
    eventsExact: rebuilt.filter((it) => it[1] === 1).length === arm.events,
    atRiskExact: counts.every((it) => it.verdict === 'reproduced'),
    milliseconds: (user + system) / 1000,
  }
}

function stored(folder: string, out: string): void {
  mkdirSync(out, { recursive: true })
  const files = readdirSync(folder).filter((it) => it.endsWith('.json'))
  for (const file of files) {
    // Benchmark files are trusted: they are made by a script of their own.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
    const given: DigitisedCase = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const { id, level, arms } = rebuildDigitised(given)
    writeFileSync(join(out, file), JSON.stringify({ id, level, arms }))
  }
  process.stdout.write(`${files.length} comparisons written to ${out}\n`)
}

/** Type 7, as R's. */
function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
