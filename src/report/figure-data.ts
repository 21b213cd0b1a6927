import { fixed, percent, trimmed } from '../result/format.ts'
import type { FindingRow, ReportedRow, Results, RiskRow, ScenarioCurveRow } from '../result/frames.ts'
import { formatEstimate, formatParameter } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { column, withoutConstantColumns } from './blocks.ts'
import type { Table } from './document.ts'
import { modelledCounts } from './primary-section.ts'
import { figureInWords } from './findings-section.ts'
import { labels, trialColumn } from './labels.ts'
import { inWords } from './in-words.ts'

/** The numbers behind each picture, as tables. */
export const figureData = {
  /** The number table under a curve. */
  curve(results: Results, rows: readonly RiskRow[]): Table {
    const name = labels(results)
    return withoutConstantColumns({
      caption: 'Rebuilt numbers; censored and events are cumulative',
      columns: [
        column('Arm'),
        column('Months', 'right'),
        column('At risk', 'right'),
        column('At risk as reported', 'right'),
        column('Censored', 'right'),
        column('Events', 'right'),
      ],
      rows: rows.map((it) => [
        name.arm(it.trial, it.arm),
        trimmed(it.time),
        String(it.atRisk),
        it.reportedAtRisk,
        fixed(it.censored, 0),
        fixed(it.events, 0),
      ]),
      ...(rows.some((it) => it.modelled) ? { note: modelledCounts(results, rows) } : {}),
    })
  },

  /** Estimates by scenario, variant and value of the parameter. */
  estimates(results: Results, rows: readonly Row[]): Table {
    const name = labels(results)
    const trialOf = trialColumn(results)
    return withoutConstantColumns({
      caption: 'Estimates with their intervals',
      columns: [
        column('Scenario'),
        column('Trial'),
        column('Variant'),
        column('Parameter'),
        column('Value', 'right'),
        column('Quantity'),
        column('Estimate', 'right'),
        column('Status'),
      ],
      rows: rows.map((it) => [
        name.scenario(it.scenario),
        trialOf(it),
        it.variant,
        it.parameter,
        it.value === null ? '' : formatParameter(it.parameter, it.value),
        name.quantity(it),
        formatEstimate(it),
        inWords.status[it.status],
      ]),
    })
  },

  /** Curves under a scenario at the times of the number table: as computed, also where that is no survival curve. */
  scenarioCurves(results: Results, rows: readonly ScenarioCurveRow[]): Table {
    const name = labels(results)
    const times = new Set(results.risk.map((it) => it.time))
    return withoutConstantColumns({
      caption: 'Survival under the scenario, as computed',
      columns: [
        column('Variant'),
        column('Arm'),
        column('Parameter'),
        column('Value', 'right'),
        column('Months', 'right'),
        column('Survival', 'right'),
        column('Feasible'),
      ],
      rows: rows
        .filter((it) => times.has(it.time))
        .map((it) => [
          it.variant,
          name.arm(it.trial, it.arm),
          it.parameter,
          it.value === null ? '' : formatParameter(it.parameter, it.value),
          trimmed(it.time),
          percent(it.survival),
          it.feasible ? 'yes' : 'no',
        ]),
    })
  },

  /** Printed figures of an endpoint with their times. */
  evidence(results: Results, rows: readonly ReportedRow[]): Table {
    const name = labels(results)
    return withoutConstantColumns({
      caption: 'Printed figures by time',
      columns: [column('Arm'), column('Figure'), column('Months', 'right'), column('As printed', 'right')],
      rows: rows.map((it) => [
        name.arm(it.trial, it.arm),
        name.measure(it.measure, it.time),
        it.time === null ? '' : trimmed(it.time),
        it.printed,
      ]),
    })
  },

  /** Every comparison of an agreement map, with how it was computed. */
  agreement(findings: readonly FindingRow[]): Table {
    return withoutConstantColumns({
      caption: 'Comparisons of printed figures',
      columns: [column('Rule'), column('State'), column('Comparison'), column('Figures'), column('Computation')],
      rows: findings.map((it) => [
        `${it.rule} ${it.name}`,
        it.accepted === undefined ? it.state : `${it.state}, accepted`,
        it.message,
        it.figures.map(figureInWords).join(', '),
        it.computation ?? '',
      ]),
    })
  },
}
