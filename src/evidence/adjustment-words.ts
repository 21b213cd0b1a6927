import type { HazardRatioEvidence } from './evidence.ts'

type Stated = Pick<HazardRatioEvidence, 'stratified' | 'adjusted'>

/** What a paper says of strata and covariates, and what it leaves open: "not stratified; whether it is adjusted is not stated". */
export function adjustmentWords({ stratified, adjusted }: Stated): string {
  if (stratified === 'not stated' && adjusted === 'not stated')
    return 'whether it is stratified or adjusted is not stated'
  if (stratified === adjusted)
    return stratified === true ? 'stratified and adjusted' : 'neither stratified nor adjusted'
  const strata = `${stratified === true ? '' : 'not '}stratified`
  const covariates = `${adjusted === true ? '' : 'not '}adjusted`
  if (stratified === 'not stated') return `${covariates}; whether it is stratified is not stated`
  return adjusted === 'not stated' ? `${strata}; whether it is adjusted is not stated` : `${strata}, ${covariates}`
}
