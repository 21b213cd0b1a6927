import type { Experiment, LiveEndpoint } from '../result/experiment.ts'
import { censoring } from './censoring.ts'
import { effects } from './effects.ts'
import { infused } from './infused.ts'
import { itt } from './itt.ts'
import type { LiveExperiment } from './outcome.ts'
import { period } from './period.ts'
import { scaled } from './scaled.ts'

/** What an experiment of a page does: its controls, and what follows from them, computed by the library itself. */
export function liveExperiment(endpoint: LiveEndpoint, experiment: Experiment): LiveExperiment {
  switch (experiment.kind) {
    case 'effects':
      return effects(endpoint, experiment)
    case 'infused from itt':
      return infused(endpoint, experiment)
    case 'itt from infused':
      return itt(endpoint, experiment)
    case 'control arm scaled':
      return scaled(endpoint, experiment)
    case 'hazard ratio by period':
      return period(endpoint, experiment)
    case 'informative censoring':
      return censoring(endpoint, experiment)
  }
}
