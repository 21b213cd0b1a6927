import { UserMistake } from '../node/user-mistake.ts'

/** The folder of `--out`, or undefined where none is named; refused where it is named without a name. */
export function outFolder({ out }: { readonly out?: string }): string | undefined {
  if (out !== '') return out
  throw new UserMistake('--out names a folder, got nothing. Use "--out ." for the current folder.')
}
