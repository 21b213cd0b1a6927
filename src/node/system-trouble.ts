const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EEXIST: 'this exists already',
  ELOOP: 'these links lead in a circle',
  ENAMETOOLONG: 'this name is too long',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
  EBUSY: 'this is in use by another program',
}

/** What the operating system refused, in words; null for any other error. */
export function systemTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null
  return words[String(error.code)] ?? `the system says ${String(error.code)}`
}
