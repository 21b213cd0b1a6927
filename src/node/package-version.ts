import { readFileSync } from 'node:fs'

/** Version of this package. The path holds from src/node and from dist/node. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest))
    throw new Error('The package.json of remeier has no version.')
  return String(manifest.version)
}
