/** The engine alone, for sound that does not come from a page's microphone. What leaves it before `lockedFrom()` must not be heard. */
export { createEngine, type Engine, type EngineOptions } from './create-engine.ts'
