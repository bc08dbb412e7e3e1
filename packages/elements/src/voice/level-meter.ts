import { html, svg, type TemplateResult } from 'lit'

const bars = 28

/**
 * A meter of a voice.
 * @param label - what is measured
 * @param level - 0…1
 * @param look - `on` for a microphone, `out` for what others hear
 */
export function levelMeter(label: string, level: number, look: 'on' | 'out'): TemplateResult {
  const lit = Math.round(Math.min(1, Math.max(0, level)) * bars)
  return html`<div role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round((lit / bars) * 100)}>
    <svg class="meter" aria-hidden="true" viewBox="0 0 276 16" preserveAspectRatio="none">
      ${Array.from({ length: bars }, (_, k) => bar(k, k < lit ? look : ''))}
    </svg></div>`
}

const bar = (k: number, look: string): TemplateResult => svg`<rect class=${look} x=${k * 10} width="6" height="16" rx="2"></rect>`
