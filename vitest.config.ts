import { configDefaults, defineConfig } from 'vitest/config'

/** Files that start programs (the built command, R, a browser, an office), load danfojs or hold a million rows. */
const alone = [
  'tests/*.test.ts',
  'tests/analyses/**/*.test.ts',
  'tests/end-to-end/{ci-workflow,live-page,page,reread}.test.ts',
  'tests/node/{danfo-tensor,data-frame,documents}.test.ts',
  'tests/reconstruct/learning.test.ts',
  'tests/survival/million.test.ts',
]

export default defineConfig({
  test: {
    // Against what never ends; on a machine that does something else too, an honest report can take minutes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // As many as there are cores: by default one stays idle, of two half of them.
    maxWorkers: '100%',
    // More programs at once than that only wait for each other, against the clock of each test.
    maxConcurrency: 2,
    // In this order, as their names sort: the long files first, each in a process of its own; then all others, which share what a worker has loaded.
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          isolate: false,
        },
      },
    ],
  },
})
