import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const power = 'Differs between Node versions: use power() of numeric/.'
const random = 'Not reproducible: use the random streams of numeric/.'
const clock = 'The library has no clock: same input, same bytes.'
const locale = 'Depends on the locale or the time zone.'

/** What would make the same input give other bytes on another machine, day or Node version. */
const reproducible = {
  'no-restricted-syntax': [
    'error',
    { selector: "BinaryExpression[operator='**']", message: power },
    { selector: "AssignmentExpression[operator='**=']", message: power },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
    { selector: "CallExpression[callee.name='Date']", message: clock },
    // `new Date(y, m, d)` and most getters speak of the machine's time zone; `new Date(iso)` and getUTC* do not.
    { selector: "NewExpression[callee.name='Date'][arguments.length>1]", message: locale },
    {
      selector:
        'MemberExpression[property.name=/^([gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset)|to(Date|Time)String)$/]',
      message: locale,
    },
    { selector: 'MemberExpression[property.name=/^(toLocale[A-Za-z]*|localeCompare)$/]', message: locale },
  ],
  'no-restricted-globals': [
    'error',
    { name: 'Intl', message: locale },
    { name: 'performance', message: clock },
    { name: 'Temporal', message: clock },
    { name: 'crypto', message: random },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'pow', message: power },
    { object: 'Math', property: 'random', message: random },
    { object: 'Date', property: 'now', message: clock },
    { object: 'process', property: 'hrtime', message: clock },
    { object: 'process', property: 'uptime', message: clock },
    ...['Intl', 'performance', 'Temporal', 'crypto'].map((property) => ({
      object: 'globalThis',
      property,
      message: 'Not reproducible.',
    })),
  ],
  'no-restricted-imports': [
    'error',
    { paths: ['perf_hooks', 'node:perf_hooks'].map((name) => ({ name, message: clock })) },
  ],
}

export default defineConfig(
  globalIgnores(['dist/', 'reports/', 'coverage/', 'src/node/danfo-tensor/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // An array of numbers without a comparison sorts 10 before 9. Strings sort by code unit, the same everywhere.
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/**/*.ts'], rules: reproducible },
  // The one clock: for progress on a terminal.
  { files: ['src/node/seconds.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    // Loops over typed arrays: an index that the loop bounds is in range, and a check per read would cost more than the arithmetic.
    files: ['src/{numeric,survival,statistics,reconstruct,scenario}/**/*.ts', 'tests/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
)
