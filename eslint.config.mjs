import parser from '@typescript-eslint/parser'
import { configs as lit } from 'eslint-plugin-lit'
import litA11y from 'eslint-plugin-lit-a11y'
import { configs as wc } from 'eslint-plugin-wc'

/** Only what Biome cannot see: what stands inside the elements' templates, and how custom elements are written. */
export default [
  { ignores: ['**/testing/**'] },
  { ...lit['flat/recommended'], files: ['packages/elements/src/**/*.ts'] },
  { ...wc['flat/recommended'], files: ['packages/elements/src/**/*.ts'] },
  {
    files: ['packages/elements/src/**/*.ts'],
    languageOptions: { parser },
    plugins: { 'lit-a11y': litA11y },
    // A native check box tells its own state, also as a switch.
    rules: { ...litA11y.configs.recommended.rules, 'lit-a11y/role-has-required-aria-attrs': 'off' },
    settings: { wc: { elementBaseClasses: ['LitElement', 'SanctuaryElement'] } },
  },
]
