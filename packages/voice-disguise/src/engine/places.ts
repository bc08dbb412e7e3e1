import { at } from './sample.ts'

/** Between which two values of a list each bin lies, and how far towards the second. */
export type Places = { readonly low: Float64Array; readonly share: Float64Array }

/** @param values how many values the list has @param placeOf where a bin lies on it, 0…values − 1 */
export function createPlaces(bins: number, values: number, placeOf: (bin: number) => number): Places {
  const places = Float64Array.from({ length: bins }, (_, k) => Math.max(0, Math.min(values - 1, placeOf(k))))
  const low = places.map((place) => Math.min(values - 2, Math.floor(place)))
  return { low, share: places.map((place, k) => place - at(low, k)) }
}
