import { drawArms } from '../draw-arms.ts'
import type { DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { meanUpTo, survivalOf } from '../simulated-patients.ts'

const [every, everyControl] = [3, 1]
const seen = (survival: (time: number) => number, months: number) => (time: number) =>
  survival(months * Math.floor(time / months + 1e-9))
const months = Array.from({ length: 18 }, (_, k) => k + 1)

const variant = (words: string) => rowWith({ scenario: 'visits', measure: 'rmst-difference', variant: words })

const targets: readonly Target[] = [
  {
    words: 'visits of 3 months against monthly that the trial had: RMST difference to 18 months as seen',
    truth: meanUpTo(seen(survivalOf(14), every), 18, months) - meanUpTo(seen(survivalOf(8), everyControl), 18, months),
    scale: 'plain',
    right: variant('as rebuilt'),
    wrong: { words: 'the schedule applied', row: variant('each arm at its own visits') },
  },
]

/** A trial that saw its events at visits already: the schedule of a scenario comes on top of them. */
export const visits: Family = {
  id: 'visits',
  words:
    'Visits: as in the first family, but events are seen at the next visit, every 3 months in the experimental arm and every month in the control arm, and a censored patient leaves at the last one.',
  remarks: [
    'Below nominal: the model knows nothing of visits. It joins the survival printed at 6, 12 and 18 months, which are visits of the experimental arm and thus the feet of steps, by a smooth curve, where the published one runs level until the next visit: the restricted mean of the arm with rare visits comes out too small, and the spread does not know. Applying the schedule of the trial to the rebuilt patients moves their events back to the visits and restores it; it is no second delay where landmarks are printed at visits.',
  ],
  draw: (random): DrawnTrial => {
    const between = (arm: number): number => (arm === 1 ? every : everyControl)
    const paper = drawArms(
      random,
      [
        { size: 200, median: 8 },
        { size: 200, median: 14 },
      ],
      (it) => {
        const step = between(it.arm)
        const left = Math.min(it.cutOff, it.dropOut)
        const seenAt = step * Math.ceil(it.event / step)
        return { ...it, event: seenAt, ...(seenAt > left ? { dropOut: step * Math.floor(left / step) } : {}) }
      },
    )
    return {
      paper,
      measures: ['events'],
      scenarios: [
        scenario('visits', 'assessment schedule', ['sensitivity', 'reconstructed', 'assumption'], {
          arm: experimental,
          control,
          visits: { arm: { first: every, every }, control: { first: everyControl, every: everyControl } },
          measures: ['rmst difference 18'],
        }),
      ],
      targets,
    }
  },
}
