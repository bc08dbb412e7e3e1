import { type CostumeName, costumes } from '@sanctuary/sdk-core/voices'
import { html, type TemplateResult } from 'lit'

const [lowestHz, highestHz] = [95, 225]
const height = 48

/** A costume as a line: its height is the pitch, its waves the liveliness that is left. */
export function contour(name: CostumeName): TemplateResult {
  const { pitchHz, flatten } = costumes[name]
  const share = Math.log(pitchHz / lowestHz) / Math.log(highestHz / lowestHz)
  const middle = height - 6 - share * (height - 12)
  const reach = 11 * (1 - flatten) + 1.5
  const points = Array.from({ length: 51 }, (_, k) => `${k * 2} ${(middle - reach * Math.sin((k / 50) * 6 * Math.PI)).toFixed(1)}`)
  return html`<svg class="contour" aria-hidden="true" viewBox="0 0 100 48" preserveAspectRatio="none"
    ><path class="lines" d="M0 47H100M0 24H100M0 1H100"></path><path d="M${points.join('L')}"></path></svg>`
}
