import type { ArmSizes } from '../audit/arm-sizes.ts'
import { divisions, inferenceBasis } from '../audit/inference-basis.ts'
import { printedArmSize } from '../evidence/arm-size.ts'
import type { Trial } from '../record/trial.ts'
import type { ArmInferenceAnswer } from '../result/arm-inference.ts'

/** The inference of rule R04 in full: every division of the total that the percentages leave, and what each row of them does to that. */
export function inferArms(trial: Trial, related: readonly Trial[] = []): ArmInferenceAnswer {
  const sizes = Object.keys(trial.arms).map((arm) => printedArmSize(trial, arm))
  if (sizes.length > 0 && sizes.every((it) => it !== null))
    return { kind: 'nothing to infer', reason: 'the patients of each arm are printed' }
  const basis = inferenceBasis({ trial, related })
  if (basis === 'not at hand') {
    return { kind: 'nothing to infer', reason: 'the record that the patients of the arms come from is not at hand' }
  }
  if (basis === null) {
    const reason = 'that takes two arms, their total, and percentages of all patients of an arm'
    return { kind: 'nothing to infer', reason }
  }
  const { shares, arms } = basis
  const found = divisions(basis, shares)
  const rows = [...new Set(shares.map(({ row }) => row))]
  const { total, from } = basis
  const { possible, pairs, truncated, any } = found
  const inference = {
    ...{ arms, total, from, possible, pairs, truncated, any },
    shares: shares.map(({ id, arm, row, printed, declared }) => ({ id, arm, row, printed, declared })),
    byChance: meanByChance(found),
    declaredOnly: divisions(
      basis,
      shares.filter(({ declared }) => declared),
    ).pairs,
    without: rows.map((row) => ({
      row,
      pairs: divisions(
        basis,
        shares.filter((it) => it.row !== row),
      ).pairs,
    })),
    recorded: [trial.arms[arms[0]]?.inferred?.n ?? null, trial.arms[arms[1]]?.inferred?.n ?? null] as const,
  }
  return { kind: 'inferred', inference }
}

/** To three significant digits, from the exact fraction. */
function meanByChance({ possible, byChance: { numerator, denominator } }: ArmSizes): number {
  const scale = 1_000_000_000_000n
  const share = Number((numerator * BigInt(possible) * scale) / denominator) / 1e12
  return Number(share.toPrecision(3))
}
