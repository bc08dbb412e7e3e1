import { OptionDefaults } from 'typedoc'

/** `npm run docs` writes the reference of the five packages to docs/api. A link that leads nowhere fails it. */
export default {
  name: 'Sanctuary',
  entryPoints: ['protocol', 'voice-disguise', 'sdk-core', 'elements', 'server-kit'].map((name) => `packages/${name}/src/index.ts`),
  tsconfig: 'tsconfig.build.json',
  out: 'docs/api',
  readme: 'none',
  skipErrorChecking: true, // that is what `npm run check` does
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  // How the elements' doc blocks describe them, https://custom-elements-manifest.open-wc.org/analyzer/getting-started
  blockTags: [...OptionDefaults.blockTags, '@attr', '@csspart', '@cssprop', '@cssstate', '@fires', '@slot'],
  validation: { notExported: false, invalidLink: true, notDocumented: false },
  treatValidationWarningsAsErrors: true,
}
