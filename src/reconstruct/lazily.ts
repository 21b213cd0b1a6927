/** Computed at the first call only: who does not ask pays nothing, and who asks again pays once. */
export function lazily<T>(make: () => T): () => T {
  let made: T | null = null
  return () => (made ??= make())
}
