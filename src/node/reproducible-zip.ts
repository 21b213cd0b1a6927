import { zipSync } from 'fflate'

/**
 * A zip archive of parts in the order given. Its bytes depend on names, contents and date alone: fflate writes the local time of day, so each entry
 * is dated by a text without a zone (noon, which no clock change skips), and it compresses the same on every version of Node.
 */
export function reproducibleZip(parts: ReadonlyMap<string, Uint8Array>, date: Date): Uint8Array {
  const mtime = `${date.toISOString().slice(0, 10)}T12:00:00`
  return zipSync(Object.fromEntries(parts), { level: 9, mtime })
}
