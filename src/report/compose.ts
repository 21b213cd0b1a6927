import type { Results } from '../result/frames.ts'
import { answerSection, foundSection } from './answer-section.ts'
import { numbered } from './blocks.ts'
import { chartFigures } from './chart-figures.ts'
import { limitsSections, reproductionSections } from './closing-sections.ts'
import { designSection } from './design-section.ts'
import type { Document, Reference } from './document.ts'
import { effectsSection } from './effects-section.ts'
import { estimandSection } from './estimand-section.ts'
import { fidelitySection } from './fidelity-section.ts'
import { findingsSection } from './findings-section.ts'
import { methodsSection } from './methods-section.ts'
import { primarySection } from './primary-section.ts'
import { scenarioSection } from './scenario-section.ts'
import { sideBySideSection } from './side-by-side-section.ts'
import { specificationSection } from './specification-section.ts'
import { tippingSection } from './tipping-section.ts'

/**
 * The report of an analysis as blocks, for a careful reader: answer and warrant, what each scenario found, design, primary figure, reported beside
 * rebuilt, absolute effects, estimands and completeness, specification log, scenarios, tipping points, audit, assumptions, limits, methods, reproduction, files. Nothing is
 * computed here: every number is one of the rows and frames, printed by the formats of `result/`.
 *
 * `references` are the entries of src/REFERENCES.md (`parseReferences`). RangeError where the results cite a key that is not there.
 */
export function compose(results: Results, references: ReadonlyMap<string, Reference>): Document {
  const figures = chartFigures(results)
  return {
    title: results.analysis.title,
    subtitle: primarySources(results),
    blocks: numbered([
      ...answerSection(results),
      ...foundSection(results),
      ...sideBySideSection(results),
      ...designSection(results),
      ...primarySection(results, figures.curves),
      ...fidelitySection(results),
      ...figures.evidence,
      ...figures.fidelity,
      ...effectsSection(results),
      ...estimandSection(results),
      ...specificationSection(results),
      ...scenarioSection(results, figures.scenario, figures.forests),
      ...tippingSection(results, figures.tipping),
      ...findingsSection(results, figures.agreement),
      ...limitsSections(results),
      ...methodsSection(results, references),
      ...reproductionSections(results),
    ]),
  }
}

/** The papers that the numbers come from, or what was read of them. */
function primarySources(results: Results): string {
  const citations = results.trials.flatMap((trial) => {
    const primary = trial.sources.filter((it) => it.kind === 'primary')
    // Where a record rests on summaries alone, the first of them is named.
    return (primary.length > 0 ? primary : trial.sources.slice(0, 1)).map((it) => it.citation)
  })
  return [...new Set(citations)].join('; ')
}
