import tseslint from 'typescript-eslint'

/** What would make the same input give other bytes on another machine, day or Node version. */
const nondeterminism = [
  { selector: "BinaryExpression[operator='**']", message: 'Differs between Node versions: use power() from numeric/.' },
  { selector: "AssignmentExpression[operator='**=']", message: 'Differs between Node versions: use power() from numeric/.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='pow']",
    message: 'Differs between Node versions: use power() from numeric/.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Not reproducible: use the random streams of numeric/.',
  },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The library has no clock.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The library has no clock.' },
  { selector: "MemberExpression[object.name='performance']", message: 'The library has no clock.' },
  {
    selector: 'CallExpression[callee.property.name=/^(toLocale[A-Za-z]*|localeCompare)$/]',
    message: 'Depends on the locale.',
  },
  { selector: "MemberExpression[object.name='Intl']", message: 'Depends on the locale.' },
]

export default tseslint.config(
  { ignores: ['dist/', 'reports/', 'node_modules/', 'coverage/', 'src/node/danfo-tensor/'] },
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
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...nondeterminism] } },
  {
    // Loops over typed arrays: an index that the loop bounds is in range, and a check per read would cost more than the arithmetic.
    files: [
      'src/{numeric,survival,statistics,reconstruct,scenario}/**/*.ts',
      'tests/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
)
