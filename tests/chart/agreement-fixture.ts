import { readFileSync } from 'node:fs'
import { findingRows } from '../../src/analysis/finding-rows.ts'
import { audit, rules } from '../../src/audit/audit.ts'
import type { AuditState } from '../../src/result/audit-results.ts'
import type { FindingRow, Results } from '../../src/result/frames.ts'
import { karmma3, where } from './fixture.ts'
import { recordOf } from '../record/record-of.ts'

/** The audit of the KarMMa-3 record as it is now. */
export const karmma3Audited: Results = { ...karmma3, rules, findings: audited() }

function audited(): readonly FindingRow[] {
  const parsed = recordOf(readFileSync(`data/trials/${where.trial}.yaml`, 'utf8'), where.trial)
  const { trial } = parsed
  return findingRows(trial, audit(trial).findings, []).map((it) => ({ ...it, trial: trial.id }))
}

const prints: Readonly<Record<string, string | null>> = {
  'pfs.ide-cel.median': 'not reached (34.5 months to not evaluable)',
  'pfs.ide-cel.median-lower': '34.5',
  'pfs.standard.median': '4.4 months',
  'pfs.standard.survival@12': '30%',
  'pfs.ide-cel-vs-standard.hazard-ratio': '0.49 (0.38 to 0.65)',
  'pfs.ide-cel-vs-standard.p-value': '<0.001',
  'pfs.ide-cel.patients': null,
  'pfs.ide-cel.events': '152',
  'os.ide-cel.median': '41.4',
  'claims.1': 'significantly longer',
}

const finding = (rule: string, name: string, state: AuditState, ...ids: readonly string[]): FindingRow => ({
  trial: where.trial,
  rule,
  name,
  state,
  figures: ids.map((id) => ({ id, printed: prints[id] ?? null, source: 'nejm', at: null })),
  message: `message of ${rule}`,
})

const hazardRatio = 'pfs.ide-cel-vs-standard.hazard-ratio'

/** Made up: every state, a limit alone, a number that is not printed, another endpoint, words, and figures that nothing compares. */
export const allStates: Results = {
  ...karmma3,
  rules,
  findings: [
    finding('R42', 'claim-words', 'pass', 'claims.1', hazardRatio),
    finding('R07', 'ci-contains', 'pass', 'pfs.ide-cel.median', 'pfs.ide-cel.median-lower'),
    finding('R16', 'median-landmark', 'fail', 'pfs.standard.survival@12', 'pfs.standard.median'),
    finding('R19', 'monotone-S', 'pass', 'os.ide-cel.median', 'pfs.ide-cel.median'),
    finding('R10', 'p-ci-decision', 'note', 'pfs.ide-cel-vs-standard.p-value', hazardRatio),
    finding('S01', 'within-patients', 'pass', 'pfs.ide-cel.events', 'pfs.ide-cel.patients'),
    finding('R43', 'ratio-direction', 'uninformative', hazardRatio, 'pfs.ide-cel.median-lower'),
    finding('R07', 'ci-contains', 'pass', 'os.ide-cel.median'),
    finding('R27', 'info-fraction', 'not-applicable'),
  ],
}
