import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { endpointsOf } from '../../src/evidence/collect.ts'
import type { Figure } from '../../src/evidence/evidence.ts'
import { recordedFigures } from '../../src/record/recorded-figures.ts'
import type { Fidelity, Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { arm } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import type { Estimate } from '../../src/survival/estimate.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import { recordOf } from '../record/record-of.ts'

/*
 * Round trip of every record: all that is printed of an endpoint is measured again on its rebuilt patients, by the estimators and not by the
 * code that polished them; what does not come back is listed here, with the reason that the output gives.
 */
const inferred = 'inferred, not reported'
const assumed = 'assumed: no figure determines it'
const unknown = 'follow-up by the definition "unknown"; ours is the reverse Kaplan-Meier one'
const potential = 'taken as the law of potential follow-up: an assumption, which the patients cannot reproduce'
const windowed = 'the reported ratio is not a plain Cox ratio over all events'
const perhapsStratified =
  'the reported interval is that of a stratified or adjusted model, or may be, and ours is not: strata and covariates change its width'
const testOpen = 'whether the reported test is stratified is not stated'

const notBack: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'apollo-2021 pfs': { 'pd.patients': assumed, 'dpd.patients': assumed },
  'cartitude-1-2021 os': {},
  'cartitude-1-2021 pfs': {},
  'cartitude-4-2023 pfs': {
    'standard.patients': inferred,
    'cilta-cel.patients': inferred,
    'cilta-cel-vs-standard.hazard-ratio': windowed,
    'cilta-cel-vs-standard.hazard-ratio-lower': windowed,
    'cilta-cel-vs-standard.hazard-ratio-upper': windowed,
    'cilta-cel-vs-standard.p-value': testOpen,
    'all.follow-up-median': unknown,
  },
  'cartitude-4-2026 os': {
    'standard.patients': inferred,
    'cilta-cel.patients': inferred,
    'cilta-cel-vs-standard.hazard-ratio-lower': perhapsStratified,
    'cilta-cel-vs-standard.hazard-ratio-upper': perhapsStratified,
    'cilta-cel-vs-standard.p-value': testOpen,
    'all.follow-up-median': unknown,
  },
  'cartitude-4-2026 pfs': {
    'standard.patients': inferred,
    'cilta-cel.patients': inferred,
    'cilta-cel-vs-standard.hazard-ratio-lower': perhapsStratified,
    'cilta-cel-vs-standard.hazard-ratio-upper': perhapsStratified,
    'all.follow-up-median': unknown,
  },
  'cartitude-4-2026 symptom-worsening': {
    'standard.patients': inferred,
    'cilta-cel.patients': inferred,
    'cilta-cel-vs-standard.hazard-ratio-lower': perhapsStratified,
    'cilta-cel-vs-standard.hazard-ratio-upper': perhapsStratified,
    'all.follow-up-median': unknown,
  },
  'karmma-2021 pfs': { 'all.follow-up-median': unknown },
  'karmma-3-2023 duration-of-response': {},
  'karmma-3-2023 pfs': {
    'ide-cel-vs-standard.hazard-ratio-lower': perhapsStratified,
    'ide-cel-vs-standard.hazard-ratio-upper': perhapsStratified,
    'ide-cel-vs-standard.p-value': 'the reported test is stratified, the rebuilt one is not',
    'all.follow-up-median': potential,
    'all.follow-up-minimum': potential,
    'all.follow-up-maximum': potential,
  },
}

interface Trip {
  readonly name: string
  /** Ids of what the record prints of the endpoint. */
  readonly printed: readonly string[]
  readonly reconstruction: Reconstruction
}

const trips = readdirSync('data/trials').flatMap((name): Trip[] => {
  const file = `data/trials/${name}`
  const parsed = recordOf(readFileSync(file, 'utf8'), file)
  const { trial, spans } = parsed
  return endpointsOf(trial).flatMap((endpoint) => {
    const rebuilt = rebuild({ trial, spans, file }, endpoint, { seed: 1 })
    if (rebuilt.kind === 'refused') return []
    const printed = recordedFigures(trial).flatMap((it) =>
      it.class === 'time to event' && it.id.startsWith(`${endpoint}.`) ? [it.id] : [],
    )
    return [{ name: `${trial.id} ${endpoint}`, printed, reconstruction: rebuilt.reconstruction }]
  })
})

test('the list has every endpoint that is rebuilt', () => {
  expect(trips.map(({ name }) => name).sort()).toEqual(Object.keys(notBack).sort())
})

describe.each(trips.map((it) => [it.name, it] as const))('%s', (name, { printed, reconstruction }) => {
  const { fidelity } = reconstruction

  test('no printed figure is left out', () => {
    const rows = new Set(fidelity.map(({ figure }) => figure.id))
    expect(printed.length).toBeGreaterThan(0)
    expect(printed.filter((id) => !rows.has(id))).toEqual([])
  })

  test('what does not come back is on the list, with its reason', () => {
    const short = ({ figure: { id, endpoint } }: Fidelity): string => id.slice(endpoint.length + 1)
    const lost = fidelity.filter(({ verdict }) => verdict !== 'reproduced')
    expect(Object.fromEntries(lost.map((it) => [short(it), it.reason]))).toEqual(notBack[name])
  })

  test('what is said to come back does, measured on the patients', () => {
    const measured = fidelity
      .filter(({ verdict }) => verdict === 'reproduced')
      .flatMap(({ figure }) => {
        const found = measure(reconstruction, figure)
        return found === undefined
          ? []
          : [{ id: figure.id, printed: figure.printed, found, agrees: agrees(figure, found) }]
      })
    expect(measured.length).toBeGreaterThan(0)
    expect(measured.filter((it) => !it.agrees)).toEqual([])
  })
})

/** Null: it does not exist. Undefined: not measured here. */
function measure({ patients }: Reconstruction, figure: Figure): number | null | undefined {
  const { measure: what, time = 0 } = figure
  if (what.startsWith('hazard-ratio')) {
    const fitted = cox(patients)
    return fitted.kind === 'value' ? partOf(fitted.hazardRatio, what) : null
  }
  const own = figure.arm === 'all' ? patients : arm(patients, figure.arm)
  const km = kaplanMeier(own)
  if (what === 'patients') return own.time.length
  if (what === 'events') return own.event.reduce((sum, event) => sum + event, 0)
  if (what === 'at-risk') return own.time.filter((it) => it >= time).length
  if (what === 'survival') return survivalAt(km, time)
  return what.startsWith('median') ? partOf(survivalQuantile(km, 0.5), what) : undefined
}

function partOf(estimate: Estimate, what: string): number | null {
  if (estimate.kind === 'not-estimable') return null
  if (what.endsWith('-lower')) return estimate.lower
  if (what.endsWith('-upper')) return estimate.upper
  return estimate.kind === 'value' ? estimate.value : null
}

function agrees({ quantity }: Figure, found: number | null): boolean {
  if (quantity.kind === 'not-reached' || quantity.kind === 'not-estimable') return found === null
  if (found === null) return false
  if (quantity.kind === 'number') return found >= quantity.lower - 1e-9 && found <= quantity.upper + 1e-9
  return quantity.kind === 'less-than' ? found < quantity.upper : found > quantity.lower
}
