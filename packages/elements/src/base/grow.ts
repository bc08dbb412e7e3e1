/** Makes a text area as high as what is in it; its style says how high it may become. One that is not shown keeps its own height. */
export function grow(area: HTMLTextAreaElement): void {
  area.style.removeProperty('block-size')
  const { scrollHeight, offsetHeight, clientHeight } = area
  if (scrollHeight > clientHeight) area.style.setProperty('block-size', `${scrollHeight + offsetHeight - clientHeight}px`)
}
