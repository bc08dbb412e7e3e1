import { readFileSync } from 'node:fs'
import { createDraw, type Draw } from '../../src/draw.ts'
import { PLACES, parseVoice } from '../../src/voice.ts'
import type { Setting } from './settings.ts'

/** Under the names the veil draws by: a setting to try out differs from it by its ranges, not by luck. */
const drawnAs: Readonly<Record<string, string>> = { pitchHz: 'pitch', formantSemitones: 'formants', bumps: 'bump', contrasts: 'contrast' }

/** Fields that hold a number for each place of the spectrum. */
const lists: readonly string[] = ['bumps', 'contrasts']

/**
 * Settings to try out, from a JSON file: name → the fields of a voice, each a number or `[low, high]` to draw from evenly
 * (frequencies evenly on a musical scale). `bumps` and `contrasts` are `[low, high]` for all their places, or one number for each.
 * @example { "wide": { "pitchHz": [120, 190], "formantSemitones": [-1.5, 2.9], "flatten": 1, "bumps": [-8, 8], "lowPassHz": 7600 } }
 */
export function readExtraSettings(path: string): Record<string, Setting> {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isRecord(file)) throw new Error(`${path} must hold an object: name → fields of a voice.`)
  return Object.fromEntries(Object.entries(file).map(([name, fields]) => [name, createSetting(name, fields)]))
}

function createSetting(name: string, fields: unknown): Setting {
  if (!isRecord(fields)) throw new Error(`The setting ${name} must be an object with the fields of a voice.`)
  return (seed) => {
    const draw = createDraw(seed)
    return parseVoice(Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, drawnField(draw, field, value)])))
  }
}

/** What is no range stays as it is: `parseVoice` judges it. */
function drawnField(draw: Draw, field: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 2) return value
  const [low, high] = [Number(value[0]), Number(value[1])]
  const what = drawnAs[field] ?? field
  if (lists.includes(field)) return Array.from({ length: PLACES }, (_, at) => draw.between(`${what} ${at}`, low, high))
  return field.endsWith('Hz') ? Math.exp(draw.between(what, Math.log(low), Math.log(high))) : draw.between(what, low, high)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
