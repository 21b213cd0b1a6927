import { curveDistance } from './curve-distance.ts'
import { rebuildDigitised } from './rebuild-digitised.ts'
import { quantile } from './reconstruction/summarise.ts'
import { readings, type SimulatedArm, simulatedDigitised } from './simulated-digitised.ts'

// How near the patients behind a digitised curve come to the true ones, on simulated arms read in five ways: npm run bench:digitised
// Comparisons of a bed: npm run bench:reconstruction -- --bed DIR --level digitised

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

function scored(arm: SimulatedArm) {
  const began = process.cpuUsage()
  const { patients, fidelity } = rebuildDigitised(arm)
  const { user, system } = process.cpuUsage(began)
  const counts = fidelity.filter((it) => it.figure.measure === 'at-risk')
  return {
    ...curveDistance(arm.patients, patients),
    eventsExact: patients.filter((it) => it[1] === 1).length === arm.events,
    atRiskExact: counts.every((it) => it.verdict === 'reproduced'),
    milliseconds: (user + system) / 1000,
  }
}
