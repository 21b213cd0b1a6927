import { curveAtTimes } from './curve-at-times.ts'
import { curveEstimates } from './curve-estimates.ts'
import { curveReadingsJson } from './curve-readings.ts'
import { informationJson } from './information-json.ts'
import type { RebuiltEndpoint } from './rebuilt-endpoint.ts'

/** What a machine reads of a rebuilt endpoint: everything but the patients and the whole curves, which `--out` writes. */
export function rebuiltJson({ file, trial, endpoint, result, information }: RebuiltEndpoint, seed: number): object {
  const { frames, reconstruction } = result
  return {
    file,
    trial,
    endpoint,
    seed,
    horizon: reconstruction.horizon,
    calibrated: reconstruction.calibrated,
    patients: frames.patients.length,
    ...(reconstruction.basis === 'digitised curves' ? { estimates: curveEstimates(reconstruction) } : {}),
    ...(reconstruction.readings ? { readings: curveReadingsJson(reconstruction.readings) } : {}),
    survival: curveAtTimes(reconstruction),
    fidelity: frames.fidelity,
    risk: frames.risk,
    assumptions: reconstruction.assumptions,
    notes: reconstruction.notes,
    ...(information ? { information: informationJson(information) } : {}),
  }
}
