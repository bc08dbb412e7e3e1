/** Makes a text area as high as what is in it; its style says how high it may become. */
export function grow(area: HTMLTextAreaElement): void {
  area.style.setProperty('block-size', 'auto')
  area.style.setProperty('block-size', `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`)
}
