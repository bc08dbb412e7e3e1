/** Writes `dist/custom-elements.json`: what each element takes, sends and offers for styling. Something undescribed is an error. */
export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/testing/**'],
  outdir: 'dist',
  litelement: true,
  plugins: [readDefine(), onlyPublic(), requireDescriptions()],
}

/** `define('some-tag', SomeClass)` names an element. */
function readDefine() {
  const tags = new Map()
  return {
    name: 'read-define',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'define' || node.arguments.length !== 2) return
      const [tag, element] = node.arguments
      if (ts.isStringLiteral(tag)) tags.set(`${moduleDoc.path}#${element.getText()}`, tag.text)
    },
    moduleLinkPhase({ moduleDoc }) {
      for (const declaration of moduleDoc.declarations) {
        const tagName = tags.get(`${moduleDoc.path}#${declaration.name}`)
        if (tagName) Object.assign(declaration, { tagName, customElement: true })
      }
    },
  }
}

/** Elements that others are made of are none of a page's business; nor is what is private. */
function onlyPublic() {
  const inner = new Set(['live-room', 'message-composer', 'microphone-check', 'rules-editor'])
  return {
    name: 'only-public',
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        module.declarations = module.declarations.filter(({ customElement, tagName }) => customElement && tagName && !inner.has(tagName))
        for (const declaration of module.declarations) {
          declaration.members = declaration.members?.filter(({ privacy, name }) => (privacy ?? 'public') === 'public' && !hooks.has(name))
          declaration.attributes = declaration.attributes?.filter(({ name }) => name)
        }
      }
      customElementsManifest.modules = customElementsManifest.modules.filter(({ declarations }) => declarations.length > 0)
    },
  }
}

/** What the platform and Lit call, not the page. */
const hooks = new Set(['render', 'styles', 'announce', 'words', 'emit', 'connectedCallback', 'disconnectedCallback'])

function requireDescriptions() {
  return {
    name: 'require-descriptions',
    packageLinkPhase({ customElementsManifest }) {
      const missing = []
      for (const { declarations } of customElementsManifest.modules) {
        for (const { tagName, description, attributes = [], events = [], cssParts = [], slots = [], members = [] } of declarations) {
          if (!description) missing.push(`<${tagName}>`)
          for (const [kind, list] of Object.entries({ attributes, events, cssParts, slots, members }))
            for (const { name, description: said } of list) if (!said) missing.push(`<${tagName}> ${kind}: ${name}`)
        }
      }
      if (missing.length > 0) throw new Error(`Not described: ${missing.join(', ')}. Write a sentence where it is declared.`)
    },
  }
}
