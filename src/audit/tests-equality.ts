/** Tests of another hypothesis, or with other weights, than the log-rank test of equality; their p-value does not follow from a hazard ratio. */
const OTHER =
  /weight|fleming|harrington|max[- ]?combo|combination|non[- ]?inferior|margin|equivalence|wilcoxon|gehan|breslow|tarone|petos?[- ]prentice|modest|restricted mean|\brmst\b|mile?stone|permutation|inverse[- ]normal|adaptive|bayes|posterior/i

/** Whether a test is, by its name, one of equal hazards without weights; one that is not stated may be. */
export function testsEquality(test: string): boolean {
  return !OTHER.test(test)
}
