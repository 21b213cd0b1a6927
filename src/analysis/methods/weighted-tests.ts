import { significant, trimmed } from '../../result/format.ts'
import { formatValue } from '../../result/measure-format.ts'
import type { Row } from '../../result/row.ts'
import { type WeightedTest, weightedTests } from '../../scenario/weighted-tests.ts'
import { checkArms } from '../check-arms.ts'
import { checkIdentification } from '../check-identification.ts'
import { type Contrast, contrastRows, labelOf, pointEstimate } from '../contrast-rows.ts'
import type { Method } from '../method.ts'
import type { WeightedTestsPlan } from '../plan.ts'

/** So many draws of the reconstruction: each asks for a multivariate normal probability. */
const mostDraws = 200

/** One comparison weighed in several ways: tests of equal curves under non-proportional hazards. They estimate nothing. */
export function weightedTestsMethod(scenario: WeightedTestsPlan): Method {
  const until = scenario['modest until']
  return {
    inMonths: (months) => (until === undefined ? scenario : { ...scenario, 'modest until': months(until) }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkIdentification(scenario.identification, input, report)
    },
    run: ({ its, draws }) => {
      const rows = contrastRows(its, scenario, draws.patients.slice(0, mostDraws), (pair) =>
        weightedTests(pair, {
          weights: scenario.weights,
          ...(until === undefined ? {} : { modestUntil: until }),
        }).flatMap(contrastsOf),
      )
      return { rows, curves: [], finding: findingOf(rows, labelOf(its, scenario.arm)) }
    },
    references: [
      ...['Mantel1966', 'HarringtonFleming1982', 'Lin2020'],
      ...(until === undefined ? [] : ['MagirrBurman2019']),
    ],
    onCurves: false,
    borrows: [],
  }
}

function contrastsOf(test: WeightedTest): readonly Contrast[] {
  const method = wordsOf(test)
  const p: Contrast = {
    measure: 'p-value',
    method,
    estimate: test.result.kind === 'value' ? pointEstimate(test.result.pValue) : test.result,
    assumption:
      test.kind === 'max-combo'
        ? 'The tests that it combines were chosen before the data were seen; their choice is paid for in the p-value.'
        : 'These weights were chosen before the data were seen.',
  }
  if (test.kind === 'max-combo') return [p]
  const { result } = test
  return [{ ...p, measure: 'z-statistic', estimate: result.kind === 'value' ? pointEstimate(result.z) : result }, p]
}

function wordsOf(test: WeightedTest): string {
  switch (test.kind) {
    case 'log-rank':
      return 'log-rank, unstratified'
    case 'fleming-harrington':
      return `fleming-harrington (${test.rho}, ${test.gamma}), unstratified`
    case 'modestly-weighted':
      return `modestly weighted until ${trimmed(test.until)} months, unstratified`
    case 'max-combo':
      return `max-combo of ${test.weights.length}, unstratified`
  }
}

function findingOf(rows: readonly Row[], arm: string): string {
  const tests = rows.filter((it) => it.measure === 'p-value')
  const each = tests.map((row) => {
    const name = row.method
      .replace(', unstratified', '')
      .replace('fleming-harrington', 'FH')
      .replace('max-combo', 'MaxCombo')
    if (row.estimate === null) return `${name}: not estimable`
    const z = rows.find((it) => it.measure === 'z-statistic' && it.method === row.method)?.estimate
    const { spreadLower, spreadUpper } = row
    const flips = spreadLower !== null && spreadUpper !== null && spreadLower < 0.05 && spreadUpper >= 0.05
    return `${name}: ${z === undefined || z === null ? '' : `z ${significant(z, 3)}, `}p ${formatValue('p-value', row.estimate)}${flips ? ' (on either side of 0.05 within the reconstruction spread)' : ''}`
  })
  return `Two-sided tests of equal curves (FH: Fleming–Harrington), a z below 0 being fewer events in ${arm} than expected: ${each.join('; ')}. The least of several p-values is not a p-value: only MaxCombo allows for having looked in several ways, and only if they were chosen in advance. A test weighted towards late events says nothing about early ones.`
}
