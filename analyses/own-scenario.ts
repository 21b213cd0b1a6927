/**
 * A scenario of one's own: what if some events of the new arm had been missed?
 *
 *     npx tsx analyses/own-scenario.ts [data/trials/karmma-3-2023.yaml] [pfs]
 *
 * A scenario takes patients and gives patients back, so every estimator runs over it, over the draws of the reconstruction, and under a search
 * for the value at which a conclusion falls. `missedEvents` is all that this one needs; outside this repository, import from 'remeier'.
 */
import { readFileSync } from 'node:fs'
import { parseTrial, randomStream, rebuild, tippingPoint } from '../src/index.ts'
import { cox, patients, type Patients } from '../src/survival/index.ts'

/** A share of the censored of the second arm had the event at the censoring, chosen at random; the more, the longer the list, never another one. */
function missedEvents(trial: Patients, share: number, draw: number): Patients {
  const random = randomStream(1, 'missed events')(draw)
  const event = trial.event.map((it, row) => {
    const chance = random.uniform()
    return it === 0 && trial.assigned[row] === 1 && chance < share ? 1 : it
  })
  return patients({ ...trial, event })
}

const upperLimit = (trial: Patients, share: number, draw: number): number => {
  const fit = cox(missedEvents(trial, share, draw))
  return fit.kind === 'value' ? (fit.hazardRatio.upper ?? NaN) : NaN
}

const [file = 'data/trials/karmma-3-2023.yaml', endpoint = 'pfs'] = process.argv.slice(2)
const parsed = parseTrial(readFileSync(file, 'utf8'), file)
if (parsed.kind === 'invalid') throw new RangeError(`${file} is no record; remeier check says why`)
const built = rebuild({ trial: parsed.trial, spans: parsed.spans, file }, endpoint, { seed: 1 })
if (built.kind === 'refused') throw new RangeError(`${endpoint} of ${file} cannot be rebuilt; remeier rebuild says why`)
const { reconstruction } = built

const shareAt = (trial: Patients, draw: number): string => {
  const tip = tippingPoint((share) => upperLimit(trial, share, draw), { from: 0, to: 1, target: 1 })
  if (tip.kind === 'found') return tip.root.value.toFixed(2)
  return tip.kind === 'multiple-roots' ? (tip.roots[0]?.value.toFixed(2) ?? 'none') : 'none'
}
process.stdout
  .write(`${parsed.trial.trial}, ${endpoint}: the upper 95% limit of the hazard ratio reaches 1 where this share of the censored had the event
rebuilt patients: ${shareAt(reconstruction.patients, 0)}
draws of the reconstruction: ${[0, 1, 2, 3, 4].map((k) => shareAt(reconstruction.drawPatients(k), k)).join(', ')}
`)
