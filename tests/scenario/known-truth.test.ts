import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { illnessDeath } from '../../src/scenario/illness-death.ts'
import { rpsftm } from '../../src/scenario/rpsftm.ts'
import { accumulate, combined } from '../bench/scenarios/accumulate.ts'
import { families } from '../bench/scenarios/families.ts'
import { dropOutFamily } from '../bench/scenarios/families/drop-out.ts'
import { proportional } from '../bench/scenarios/families/proportional.ts'
import { singleArm } from '../bench/scenarios/families/single-arm.ts'
import { psi, switchingAtRandom } from '../bench/scenarios/families/switching.ts'
import type { Answer, Family, Target } from '../bench/scenarios/family.ts'
import { control, experimental } from '../bench/scenarios/paper.ts'
import { scenario } from '../bench/scenarios/plan-of.ts'
import { rowWith } from '../bench/scenarios/rows.ts'
import { type FamilyResult, runFamily } from '../bench/scenarios/run-family.ts'
import { runTrial } from '../bench/scenarios/run-trial.ts'
import { scenariosPage } from '../bench/scenarios/scenarios-page.ts'
import { meanUpTo, survivalOf } from '../bench/scenarios/simulated-patients.ts'

const none: Answer = { estimate: null, lower: null, upper: null, spreadLower: null, spreadUpper: null }
const target: Target = { words: 'asked', truth: 2, scale: 'plain', right: () => true }

describe('trials with a known truth', () => {
  test('on the true patients the known psi is found', () => {
    const random = randomStream(1, 'known psi')
    const found = [0, 1, 2, 3].map((k) => {
      const { patients } = switchingAtRandom.draw(random(k)).paper
      const fit = rpsftm(patients, { step: 0.05 })
      return fit.kind === 'value' ? fit.psi : NaN
    })
    // About 0.13 is the standard error of one.
    expect(Math.abs(found.reduce((sum, it) => sum + it, 0) / found.length - psi)).toBeLessThan(0.2)
  })

  test('the truth of those who drop out is that of the illness-death model with drop-out in the place of infusion', () => {
    const [first] = dropOutFamily.draw(randomStream(1, 'x')(0)).targets
    const model = illnessDeath({ event: Math.LN2 / 14, infusion: 0.03, eventAfter: (3 * Math.LN2) / 14 })
    expect(first?.truth).toBeCloseTo(model.at(15).itt - survivalOf(8)(15), 12)
  })

  test('by hand: areas under an exponential curve and under a step', () => {
    expect(meanUpTo(survivalOf(8), 18)).toBeCloseTo((8 / Math.LN2) * (1 - Math.exp((-18 * Math.LN2) / 8)), 8)
    expect(meanUpTo((t) => (t < 2 ? 1 : 0.25), 6, [2])).toBeCloseTo(3, 8)
  })

  test('where everybody is infused the mixture is the identity, in both directions', () => {
    const milestones = ['milestone difference 15']
    const everybody: Family = {
      ...proportional,
      draw: (random) => {
        const { paper } = proportional.draw(random)
        const size = paper.patients.assigned.reduce((sum, it) => sum + it, 0)
        const infused = scenario('infused', 'infused from itt', ['supplementary', 'reconstructed', 'assumption'], {
          arm: experimental,
          control,
          infused: { stage: 'infused', of: 'randomised' },
          'not infused': [{ id: 'any', label: 'any', survival: 'exponential', median: 1 }],
          measures: milestones,
        })
        const measure = 'survival-difference'
        const own = rowWith({ scenario: 'infused', measure })
        const wrong = { words: 'as published', row: rowWith({ scenario: 'as-published', measure }) }
        return {
          paper: { ...paper, flow: { [experimental]: [{ randomised: size }, { infused: size }] } },
          measures: milestones,
          scenarios: [infused],
          targets: [
            { words: 'mixture', truth: 0, scale: 'plain', right: own, wrong },
            { words: 'as published', truth: 0, scale: 'plain', right: wrong.row },
          ],
        }
      },
    }
    const [mixture, published] = runTrial(everybody, 0, 2) ?? []
    // Of the true patients both are Kaplan-Meier estimates; of the rebuilt ones one is read from the smooth curve.
    expect(mixture?.known.estimate).toBeCloseTo(published?.known.estimate ?? NaN, 9)
    expect(Math.abs((mixture?.rebuilt.estimate ?? NaN) - (mixture?.wrong?.estimate ?? NaN))).toBeLessThan(0.03)
  })

  test('a control arm with 0.7 times the hazard: the ratio over 0.7, from the print as from the patients', () => {
    const asked = runTrial(proportional, 1, 2) ?? []
    const ratio = asked.find((it) => it.target.words.startsWith('control arm scaled by 0.7: hazard ratio'))
    expect(ratio?.rebuilt.estimate).toBeCloseTo((ratio?.wrong?.estimate ?? NaN) / 0.7, 9)
    expect(ratio?.rebuilt.estimate).toBeCloseTo(ratio?.known.estimate ?? NaN, 1)
  })
})

describe('what is measured', () => {
  test('by hand: bias, root mean square and coverages of three trials', () => {
    const trial = (estimate: number, known: number) => ({
      target,
      rebuilt: { estimate, lower: estimate - 1, upper: estimate + 1, spreadLower: known, spreadUpper: known + 1 },
      known: { ...none, estimate: known, lower: 2, upper: 3 },
      wrong: null,
    })
    const it = accumulate([trial(1, 2), trial(2, 2), trial(6, 5)])
    expect(it.rebuilt.bias.value).toBeCloseTo(1, 12)
    expect(it.rebuilt.rootMeanSquare.value).toBeCloseTo(Math.sqrt(17 / 3), 12)
    expect(it.rebuilt.sampling.value).toBeCloseTo(2 / 3, 12)
    expect(it.known.sampling.value).toBe(1)
    expect(it.apart.value).toBeCloseTo(Math.sqrt(2 / 3), 12)
    expect(it.spreadOfKnown.value).toBe(1)
    expect(it.spreadOfTruth.value).toBeCloseTo(2 / 3, 12)
  })

  test('by hand: sampling interval and spread together, sides apart, ratios on their logarithm', () => {
    const answer = { estimate: 10, lower: 7, upper: 13, spreadLower: 6, spreadUpper: 9 }
    expect(combined(answer, 'plain')).toEqual([5, 13])
    const e = Math.E
    const ratio = { estimate: 1, lower: 1 / e, upper: e, spreadLower: 1 / e, spreadUpper: e }
    expect(combined(ratio, 'log')?.[1]).toBeCloseTo(Math.exp(Math.SQRT2), 12)
    expect(combined({ ...answer, lower: null, upper: null }, 'plain')).toBeNull()
    expect(combined({ ...answer, upper: null }, 'plain')?.[1]).toBe(Infinity)
  })

  test('the same trials give the same page; what is below 95% by more than two standard errors is bold', () => {
    const page = (): string => scenariosPage([runFamily({ ...singleArm, draws: 4 }, 3)], 'the command')
    expect(page()).toBe(page())
    const missed = [5, 5, 5, 2].map((estimate) => ({
      target,
      rebuilt: { ...none, estimate, lower: estimate - 1, upper: estimate + 1 },
      known: { ...none, estimate, lower: 1, upper: 3 },
      wrong: null,
    }))
    const about = { id: 'a', words: 'Family: how it is drawn.', remarks: ['Why.'], trials: 4, refused: 0, draws: 0 }
    expect(scenariosPage([{ ...about, measured: [accumulate(missed)] }], 'the command')).toContain(
      '| asked | 2.000 | +2.250 ± 0.750 → +2.250 ± 0.750 | 2.598 ± 0.433 → 2.598 ± 0.433 | 0.000 ± 0.000 | 100.0% ± 0.0 → **25.0% ± 25.0** |  |  |  |\n\nWhy.',
    )
  })

  test('the page that is kept is what the format gives: its command, every family with its remarks, every number asked', () => {
    const page = readFileSync('docs/accuracy-scenarios.md', 'utf8')
    const random = randomStream(1, 'any')(0)
    const blank = (family: Family): FamilyResult => {
      const trial = family.draw(random)
      const measured = trial.targets.map((it) => accumulate([{ target: it, rebuilt: none, known: none, wrong: null }]))
      return { ...family, trials: 0, refused: 0, draws: 0, measured }
    }
    const format = scenariosPage(families.map(blank), /`(npm run bench:scenarios[^`]*)`/u.exec(page)?.[1] ?? '')
    const text = (it: string): string[] =>
      it
        .split('\n')
        .map((line) =>
          line.startsWith('| ') ? (/^\| ([^|]*?)(?: \(\d+ estimates\))? \|/u.exec(line)?.[1] ?? '') : line,
        )
        .map((line) => line.replace(/ \d+ trials, \d+ draws of the reconstruction each\.(?: \d+ could not .*)?$/u, ''))
    expect(text(page)).toEqual(text(format))
  })
})
