/** What is published holds no sources, so the condition that points at them goes. */
const withoutSource = (entry) => {
  if (typeof entry !== 'object' || entry === null) return entry
  const { source: _, ...rest } = entry
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutSource(value)]))
}

module.exports = {
  hooks: {
    beforePacking: (manifest) => ({ ...manifest, exports: withoutSource(manifest.exports) }),
  },
}
