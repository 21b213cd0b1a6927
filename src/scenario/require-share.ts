/** Refuses a share of an arm that is not on (0, 1]. */
export function requireShare(caller: string, share: number): void {
  if (!(share > 0 && share <= 1)) throw new RangeError(`${caller}: a share on (0, 1] is required, got ${share}`)
}
