import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { changedScenarios, labels } from './labels.ts'
import type { Slide } from './slide.ts'
import { slideBlocks } from './slide-blocks.ts'
import { sourceLine } from './slide-notes.ts'
import { forestPictures, tippingPictures } from './slide-pictures.ts'
import { sameTarget, slideTitles } from './slide-titles.ts'
import { tippingSection } from './tipping-section.ts'

const endsShown =
  'Of each scenario the lowest and the highest estimate, of bounds the narrowest and the widest; the report has all.'

/** What the scenarios found: forests, each finding in words, the tipping points, and the result against the assumption where that tips. */
export function scenarioSlides(results: Results): readonly Slide[] {
  const changed = changedScenarios(results)
  if (changed.length === 0) return []
  const name = labels(results)
  const target = forestTarget(results)
  const common = {
    part: 'Scenarios',
    source: sourceLine(results),
    notes: changed.flatMap((it) => [
      `${name.scenario(it.id)} (${it.role}): ${it.question}`,
      ...it.assumptions.map((assumption) => `Assumed: ${assumption}`),
    ]),
  }
  const title =
    target === undefined
      ? `${changed.length} scenarios beside the published result`
      : slideTitles.scenarios(results, target)
  const pictures = target === undefined ? [] : forestPictures(results, target)
  const found = changed.filter((it) => it.finding !== '')
  return [
    ...pictures.map((picture): Slide => ({
      ...common,
      title,
      blocks: [slideBlocks.text('small', endsShown), { kind: 'picture', picture }],
    })),
    ...(found.length === 0 ? [] : [findings(found)]),
    ...slideBlocks.tablesOf(tippingSection(results, [])).map((table): Slide => ({
      ...common,
      title: slideTitles.tipping(results),
      blocks: slideBlocks.table(table),
    })),
    ...tippingPictures(results).map(({ scenario, ...picture }): Slide => ({
      ...common,
      title: `${name.scenario(scenario)}: the result against the assumption`,
      blocks: [{ kind: 'picture', picture }],
      notes: [changed.find((it) => it.id === scenario)?.finding ?? '', ...common.notes],
    })),
  ]

  function findings(of: typeof found): Slide {
    return {
      ...common,
      title: pictures.length === 0 ? title : 'What each scenario found, in words',
      blocks: [
        { kind: 'terms', items: of.map((it) => ({ term: `${name.scenario(it.id)} (${it.role})`, text: it.finding })) },
      ],
    }
  }
}

/** What most scenarios give and the published result has too: contrasts first. */
function forestTarget(results: Results): Row | undefined {
  const scenarios = (row: Row): number =>
    new Set(results.rows.filter((it) => it.role !== 'reference' && sameTarget(it, row)).map((it) => it.scenario)).size
  return results.rows
    .filter((it) => it.role === 'reference' && it.origin === 'rebuilt' && it.estimate !== null)
    .map((row) => ({ row, count: scenarios(row) }))
    .filter((it) => it.count > 0)
    .sort((a, b) => b.count - a.count || Number(b.row.versus !== '') - Number(a.row.versus !== ''))[0]?.row
}
