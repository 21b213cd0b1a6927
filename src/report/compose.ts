import type { Results } from '../result/frames.ts'
import { answerSection, foundSection } from './answer-section.ts'
import { blocks, numbered, supplementId } from './blocks.ts'
import { chartFigures } from './chart-figures.ts'
import { limitsSections, reproductionSections } from './closing-sections.ts'
import { designSection } from './design-section.ts'
import type { Block, Document, Reference } from './document.ts'
import { effectsSection } from './effects-section.ts'
import { estimandDetails, estimandSection } from './estimand-section.ts'
import { fidelitySection } from './fidelity-section.ts'
import { auditMap, findingsSection } from './findings-section.ts'
import { methodsSection } from './methods-section.ts'
import { primarySection } from './primary-section.ts'
import { scenarioDetails, scenarioSection } from './scenario-section.ts'
import { sideBySideSection } from './side-by-side-section.ts'
import { specificationSection } from './specification-section.ts'
import { tippingCurves, tippingSection } from './tipping-section.ts'

/**
 * The report of an analysis as blocks, for a careful reader: answer and warrant, what each scenario found, design, primary figure, reported beside
 * rebuilt, absolute effects, estimands and completeness, the scenarios side by side, tipping points, audit, assumptions, limits, methods, reproduction, files. What only
 * a question asks for stands in the supplement: the specification log, each scenario by itself, the pictures of sweeps, of the evidence and of the audit. Nothing is
 * computed here: every number is one of the rows and frames, printed by the formats of `result/`.
 *
 * `references` are the entries of src/REFERENCES.md (`parseReferences`). RangeError where the results cite a key that is not there.
 */
export function compose(results: Results, references: ReadonlyMap<string, Reference>): Document {
  const figures = chartFigures(results)
  // Of several endpoints the tables alone, as on slides.
  const one = results.endpoints.length === 1
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
      ...(one ? figures.fidelity : []),
      ...effectsSection(results),
      ...estimandSection(results),
      ...scenarioSection(results, figures.leadForests),
      ...tippingSection(results, figures.tipping),
      ...findingsSection(results, figures.agreement),
      ...limitsSections(results),
      ...methodsSection(results, references),
      ...reproductionSections(results),
    ]),
    supplement: behind([
      ...specificationSection(results),
      ...estimandDetails(results),
      ...scenarioDetails(results, figures.scenario, figures.otherForests),
      ...pictures(tippingCurves, figures.tipping),
      ...pictures('Reported beside rebuilt, drawn', one ? [] : figures.fidelity),
      ...pictures('Which figure pins the curve where', figures.evidence),
      ...pictures(auditMap, figures.agreement),
    ]),
  }
}

/** Sections of a supplement have ids of their own. */
function behind(blocks: readonly Block[]): readonly Block[] {
  const sections = blocks.map((it) =>
    it.kind === 'heading' && it.level === 2 ? { ...it, id: supplementId(it.text) } : it,
  )
  return numbered(sections, 'S')
}

const pictures = (section: string, figures: readonly Block[]): readonly Block[] =>
  figures.length === 0 ? [] : [blocks.section(section), ...figures]

/** The papers that the numbers come from, or what was read of them. */
function primarySources(results: Results): string {
  const citations = results.trials.flatMap((trial) => {
    const primary = trial.sources.filter((it) => it.kind === 'primary')
    // Where a record rests on summaries alone, the first of them is named.
    return (primary.length > 0 ? primary : trial.sources.slice(0, 1)).map((it) => it.citation)
  })
  return [...new Set(citations)].join('; ')
}
