/**
 * What may import what. The numbers are those by which the rules are cited;
 * the eighth, process.env in config only, is Biome's `noProcessEnv` because no import shows it.
 */
const source = 'packages/[^/]+/src/'
const tests = '(\\.test\\.ts$|/testing/)'
const module_ = '^packages/server-kit/src/modules/'

/** Only these places import that package. Tests speak to the real thing and may. */
const only = (place, dependency) => ({
  name: `6-only-${place.split('/').slice(-1)}-imports-${dependency}`,
  comment: `${dependency} is behind one door: ${place}.`,
  severity: 'error',
  from: { path: `^${source}`, pathNot: [place, tests] },
  to: { path: `node_modules/${dependency}/` },
})

/** A package may import only these of ours. */
const mayImport = (rule, name, allowed) => ({
  name: `${rule}-${name}-imports-only-${allowed.join('-and-') || 'nothing-of-ours'}`,
  severity: 'error',
  from: { path: `^packages/${name}/src/` },
  to: { path: '^(packages|examples|e2e|bench)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
})

module.exports = {
  forbidden: [
    { name: '1-no-cycles', severity: 'error', from: {}, to: { circular: true } },
    mayImport(2, 'protocol', []),
    mayImport(2, 'voice-disguise', []),
    mayImport(3, 'sdk-core', ['protocol', 'voice-disguise']),
    mayImport(3, 'elements', ['protocol', 'sdk-core']),
    mayImport(3, 'server-kit', ['protocol']),
    {
      name: '3-examples-use-public-entry-points',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: `^${source}`, pathNot: '/src/(testing/|engine/)?index\\.ts$' },
    },
    {
      name: '4-modules-do-not-import-each-other',
      comment: 'Declare `on` for what happened elsewhere, or call the other operation through the kernel.',
      severity: 'error',
      from: { path: `${module_}([^/]+)/`, pathNot: tests },
      to: { path: `${module_}[^/]+/`, pathNot: `${module_}$1/` },
    },
    {
      name: '5-only-service-jobs-routes-touch-the-schema',
      severity: 'error',
      from: { path: module_, pathNot: `/(service|jobs|routes)\\.ts$|${tests}` },
      to: { path: `${module_}[^/]+/schema\\.ts$` },
    },
    only('sdk-core/src/transport', 'socket.io-client'),
    only('sdk-core/src/audio', 'livekit-client'),
    only('server-kit/src/(livekit|modules/audio)', 'livekit-server-sdk'),
    {
      name: '7-nothing-imports-testing',
      severity: 'error',
      from: { path: `^${source}`, pathNot: tests },
      to: { path: '^packages/.+/testing/' },
    },
    {
      name: '9-no-unresolvable-import',
      comment: 'mocha is named for its types alone; the compiler looks for those.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^mocha$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'browser', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
}
