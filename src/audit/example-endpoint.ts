/** The endpoints of an example: overall survival with what is given (its arms, events, contrast) as a YAML flow mapping's inside. */
export function exampleEndpoint(given: string): string {
  const unsaid = ['clock', 'assessor', 'criteria', 'visits', 'censoring']
    .map((field) => `${field}: not stated`)
    .join(', ')
  return `endpoints: { os: { label: Overall survival, event: death, class: death, population: all, ${unsaid}, ${given} } }`
}
