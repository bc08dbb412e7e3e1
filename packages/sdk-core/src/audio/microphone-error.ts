import { SanctuaryError } from '@sanctuary/protocol'

/**
 * Says why there is no microphone in the words of the contract.
 * @param cause - what `getUserMedia` rejected with
 * @param policyAllows - whether the page's permissions policy lets it ask at all; true where the browser does not tell
 */
export function microphoneError(cause: unknown, policyAllows: boolean): SanctuaryError {
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return new SanctuaryError(policyAllows ? 'MICROPHONE_BLOCKED' : 'MICROPHONE_NOT_PERMITTED', { cause })
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return new SanctuaryError('MICROPHONE_ABSENT', { cause })
  // NotReadableError and AbortError: the system refuses, mostly because another program holds the device.
  return new SanctuaryError('MICROPHONE_BUSY', { cause })
}

/** Whether the permissions policy of this page (such as an iframe's `allow`) lets it ask for the microphone. */
export function policyAllowsMicrophone(): boolean {
  // Only Chromium tells; it is not in the DOM's types.
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } }
  return featurePolicy?.allowsFeature('microphone') ?? true
}
