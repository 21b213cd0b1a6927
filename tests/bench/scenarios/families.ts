import { asTreatedFamily } from './families/as-treated.ts'
import { dropOutFamily } from './families/drop-out.ts'
import { infusedFamily } from './families/infused.ts'
import { nonProportional, nonProportionalPrinted } from './families/non-proportional.ts'
import { proportional } from './families/proportional.ts'
import { replacedControl } from './families/replaced-control.ts'
import { singleArm } from './families/single-arm.ts'
import { switchingAtProgression, switchingAtRandom } from './families/switching.ts'
import { visits } from './families/visits.ts'
import type { Family } from './family.ts'

export const families: readonly Family[] = [
  proportional,
  nonProportional,
  nonProportionalPrinted,
  infusedFamily,
  singleArm,
  switchingAtRandom,
  switchingAtProgression,
  dropOutFamily,
  replacedControl,
  visits,
  asTreatedFamily,
]
