/** What an axis of time counts: "Months since randomisation"; where the paper does not say from when, that. */
export const monthsSince = (clock: string): string =>
  clock === '' || clock === 'not stated' ? 'Months (start of time not stated)' : `Months since ${clock}`
