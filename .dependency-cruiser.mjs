// The one-way street of docs/architecture.md. `scripts/check-dependencies.ts` runs this and fails when no module was seen;
// `scripts/check-dependencies.test.ts` plants one violation of every rule and expects it to be caught.

const tests = String.raw`\.test\.tsx?$|/testing/|/test-[^/]+\.tsx?$`

/** Main's layers, outermost first: a folder may import what stands below it, never what stands above. */
const mainInner = 'src/main/(features|graph|db|jobs|events|ports|logging|rpc)/'

/** Development packages because they are bundled; see electron.vite.config.ts. Electron brings itself. */
const bundledIntoMain = [
  'aws4fetch',
  '@orpc/contract',
  '@orpc/server',
  '@whiskeysockets/baileys',
  'date-holidays',
  'ical-generator',
  'csv-parse',
  'csv-stringify',
  'drizzle-orm',
  'electron',
  'i18next',
  'ical.js',
  'libphonenumber-js',
  'libsignal',
  'node-cron',
  'pino',
  'qrcode',
  'rotating-file-stream',
  'rrule-temporal',
  'temporal-polyfill',
  'saxes',
  'uuid',
  'ws',
  'yauzl',
  'yazl',
  'zod',
]

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    {
      name: 'shared-is-pure',
      comment:
        'Shared runs in the page, in main and in workers: no Node, no DOM library, no Electron, nothing of ours but itself.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: tests },
      to: {
        pathNot: [
          '^src/shared/',
          '^node_modules/(zod|uuid|@orpc/(contract|shared|client|server)|libphonenumber-js|rrule-temporal|temporal-polyfill)/',
        ],
      },
    },
    {
      name: 'renderer-never-imports-main',
      comment: 'Not even its types: the contract is all it knows.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/(main|preload)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      from: { path: '^src/(main|preload|shared)/', pathNot: tests },
      to: { path: '^src/renderer/' },
    },
    {
      name: 'renderer-ui-knows-no-domain',
      comment: 'The design system, the words and the wire stand below features and app.',
      severity: 'error',
      from: { path: '^src/renderer/(ui|i18n|rpc)/', pathNot: tests },
      to: { path: '^src/renderer/(features|app)/' },
    },
    {
      name: 'renderer-features-do-not-import-app',
      severity: 'error',
      from: { path: '^src/renderer/features/', pathNot: tests },
      to: { path: '^src/renderer/app/' },
    },
    {
      name: 'electron-only-in-desktop',
      comment: 'The same application runs without Electron; only these may know it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/desktop/', '^src/main/index\\.ts$', '^src/preload/', tests] },
      to: { path: ['^electron$', '^node_modules/(electron|electron-store|electron-updater)/'] },
    },
    {
      name: 'entries-are-never-imported',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/main/(index|serve)\\.ts$' },
    },
    {
      name: 'hosts-know-not-each-other',
      severity: 'error',
      from: { path: '^src/main/(desktop|browser)/', pathNot: tests },
      to: { path: '^src/main/(desktop|browser)/', pathNot: '^src/main/$1/' },
    },
    {
      name: 'features-know-no-host',
      comment: 'A feature is given what it needs by app.ts; it never reaches up to the app or a host.',
      severity: 'error',
      from: { path: `^${mainInner}`, pathNot: tests },
      to: { path: '^src/main/(app\\.ts$|index\\.ts$|serve\\.ts$|desktop/|browser/)' },
    },
    {
      name: 'ground-knows-no-feature',
      comment: 'The Graph client, jobs, events, ports and logging stand below the features. (db joins their schemas.)',
      severity: 'error',
      from: { path: '^src/main/(graph|jobs|events|ports|logging)/', pathNot: tests },
      to: { path: '^src/main/(features|rpc)/' },
    },
    {
      name: 'db-knows-only-schemas',
      severity: 'error',
      from: { path: '^src/main/db/', pathNot: tests },
      to: { path: '^src/main/(features|rpc)/', pathNot: '^src/main/features/[^/]+/[^/]*schema\\.ts$' },
    },
    {
      name: 'features-meet-through-schema-or-type',
      comment:
        "Another feature's schema.ts may be joined, and every feature writes the audit log inside its own transaction; of everything else only its type may be known, and app.ts hands the value.",
      severity: 'error',
      from: { path: '^src/main/features/([^/]+)/', pathNot: tests },
      to: {
        path: '^src/main/features/[^/]+/',
        pathNot: [
          '^src/main/features/$1/',
          '^src/main/features/[^/]+/[^/]*schema\\.ts$',
          // Who may see a noun, which of them words find and which addresses are never written to, are conditions on its tables, joined like the tables themselves.
          '^src/main/features/[^/]+/visibility\\.ts$',
          '^src/main/features/leads/lead-search\\.sql\\.ts$',
          '^src/main/features/consents/suppressed\\.ts$',
          '^src/main/features/audit/audit\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-simulators-in-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^(simulators|scripts|e2e|bench)/' },
    },
    {
      name: 'no-node-sqlite',
      comment: "Two SQLite libraries in one process drop each other's locks.",
      severity: 'error',
      from: {},
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'mantine-only-in-renderer',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/' },
      to: { path: '^node_modules/(@mantine|@tabler|react|react-dom|@tanstack)/' },
    },
    {
      name: 'tests-are-never-imported',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-packages-in-the-shipped-main',
      comment:
        'What main imports is bundled, or a production dependency: what tests and builds are made with is neither.',
      severity: 'error',
      from: { path: '^src/main/', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: `^node_modules/(${bundledIntoMain.join('|')})/`,
      },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.cache|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
