import { describe, expect, test } from 'vitest'
import { predictedFindings } from '../../src/analysis/predicted-findings.ts'
import { type AuditedFile, auditRecord, auditWithPredictions } from '../../src/cli/audit-record.ts'
import { collect } from '../../src/evidence/collect.ts'
import { predictFigures } from '../../src/reconstruct/predict-figures.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { readTrial } from '../evidence/read-trial.ts'

/* On the made-up trial: what the figures of an endpoint predict of one another, as findings of the audit. */

const wrong = ['12: 55% (45 to 64), 6: 73%', '12: 55% (45 to 64), 6: 93%'] as const
const stateOf = (record: ReturnType<typeof readTrial>, id: string): string | undefined =>
  predictedFindings(record).find(({ figures }) => figures[0] === id)?.state

describe('P01 predicted-from-others', () => {
  test('passes where the figures are of one curve, and is a note with value and interval where one is not', () => {
    expect(stateOf(readTrial(), 'pfs.new.survival@6')).toBe('pass')
    const found = predictedFindings(readTrial([wrong])).find(({ figures }) => figures[0] === 'pfs.new.survival@6')
    expect(found).toMatchObject({
      rule: 'P01',
      state: 'note',
      found: '93%',
      path: ['endpoints', 'pfs', 'arms', 'new', 'survival', '6', 'printed'],
    })
    expect(found?.message).toMatch(/printed 93%, the other figures predict 7\d% \(95% \d+% to \d+%\)/u)
  })
  test('is accepted like the finding of a rule', () => {
    const accepted = '\naccepted: [{ rule: P01, figures: [pfs.new.survival@6], reason: so }]\n'
    const record = readTrial([wrong, ['id: made-up-2024\n', `id: made-up-2024${accepted}`]])
    const found = predictedFindings(record).filter((it) => it.accepted === 'so')
    expect(found.map(({ figures }) => figures)).toEqual([['pfs.new.survival@6']])
  })
  test('stands in the list of the audit, and not in what check says', () => {
    const of = ({ findings }: AuditedFile): readonly string[] => findings.map(({ rule }) => rule)
    expect(of(auditWithPredictions(readTrial(), () => []))).toContain('P01')
    expect(of(auditRecord(readTrial(), () => []))).not.toContain('P01')
  })
  test('says what a reconstruction says of the same figures', () => {
    const collected = collect(readTrial(), 'pfs')
    if (collected.kind === 'refused') throw new Error('this endpoint has evidence')
    const rebuilt = reconstruct(collected.evidence, { seed: 1 })
    if ('kind' in rebuilt) throw new Error('this endpoint can be rebuilt')
    const said = predictFigures(collected.evidence)
    expect(said.length).toBeGreaterThan(3)
    for (const { figure, value, lower, upper, fits } of said) {
      const row = rebuilt.fidelity.find((it) => it.figure.id === figure.id)?.prediction
      expect(row).toMatchObject({ value, lower, upper, verdict: fits ? 'predicted' : 'contradicted' })
    }
  })
  test('holds no ratio of another definition', () => {
    const weighted = readTrial([['model: Cox }', 'model: weighted Cox }']])
    expect(stateOf(readTrial(), 'pfs.new-vs-old.hazard-ratio')).toBeDefined()
    expect(stateOf(weighted, 'pfs.new-vs-old.hazard-ratio')).toBeUndefined()
  })
})
