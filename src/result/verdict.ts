/**
 * What became of a reported figure, a closed list: it went in and comes back at printed precision (`reproduced`) or does not
 * (`missed`); it was held out and lies inside its 95% prediction interval (`predicted`) or outside (`contradicted`); its
 * definition differs from ours, so that both are only shown (`not-comparable`); the evidence does not determine it (`withheld`).
 */
export type Verdict = 'reproduced' | 'missed' | 'predicted' | 'contradicted' | 'not-comparable' | 'withheld'

/** In the order in which a legend explains them. */
export const verdicts = [
  'reproduced',
  'missed',
  'predicted',
  'contradicted',
  'not-comparable',
  'withheld',
] as const satisfies readonly Verdict[]
