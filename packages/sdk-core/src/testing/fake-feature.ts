import { atom, type WritableAtom } from 'nanostores'
import type { Store } from '../room-context.ts'

/** The same object with stores that a test can set. */
export type Settable<Feature> = { [Key in keyof Feature]: Feature[Key] extends Store<infer Value> ? WritableAtom<Value> : Feature[Key] }

/** What the stores of a feature hold. */
export type StoreValues<Feature> = {
  [Key in keyof Feature as Feature[Key] extends Store<infer _> ? Key : never]: Feature[Key] extends Store<infer Value> ? Value : never
}

type ActionName<Feature> = Exclude<keyof Feature, keyof StoreValues<Feature>> & string

/** What the actions of a feature answer. */
export type Answers<Feature> = {
  [Key in ActionName<Feature>]: Feature[Key] extends (...given: never[]) => infer Answer ? Awaited<Answer> : never
}

/** Values in place of the sample's, and actions in place of the recording ones. */
export type Overrides<Feature> = Partial<StoreValues<Feature> & { [Key in ActionName<Feature>]: Feature[Key] }>

/** An action that was called. */
export interface RecordedCall {
  /** Such as `chat.send`. */
  readonly action: string
  readonly given: readonly unknown[]
}

/** Notes actions that are called, and refuses them where a test wants it. */
export interface Recorder {
  readonly calls: readonly RecordedCall[]
  /** The next call of the action rejects. */
  refuseNext(action: string, error: Error): void
  note(action: string, given: readonly unknown[], answer: unknown): Promise<unknown>
}

export function createRecorder(): Recorder {
  const calls: RecordedCall[] = []
  const refusals = new Map<string, Error>()
  return {
    calls,
    refuseNext: (action, error) => void refusals.set(action, error),
    async note(action, given, answer) {
      calls.push({ action, given })
      const refusal = refusals.get(action)
      refusals.delete(action)
      if (refusal) throw refusal
      return answer
    },
  }
}

/** Makes a feature whose stores hold what they are told and whose actions are noted. */
export function createFakeFeature<Feature>(
  name: string,
  recorder: Recorder,
  values: StoreValues<Feature>,
  answers: Answers<Feature>,
  overrides: Overrides<Feature> = {},
): Settable<Feature> {
  const given: Record<string, unknown> = overrides
  const stores = Object.entries(values).map(([key, value]) => [key, atom(key in given ? given[key] : value)])
  const actions = Object.entries(answers).map(([key, answer]) => [
    key,
    given[key] ?? ((...args: unknown[]) => recorder.note(`${name}.${key}`, args, answer)),
  ])
  return Object.fromEntries([...stores, ...actions]) as Settable<Feature> // built key by key from the feature's own types
}
