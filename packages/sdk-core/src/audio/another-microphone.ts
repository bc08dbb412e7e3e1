/** Names that stand for whichever microphone the system has chosen. */
const standIns = new Set(['default', 'communications'])

/** Tells of each microphone whether it is, or may be, another one than the one before. The first one is not. */
export function createAnotherMicrophone(): (settings: Pick<MediaTrackSettings, 'deviceId' | 'groupId'>) => boolean {
  let before: string | undefined

  return ({ deviceId = '', groupId = '' }) => {
    const isKnown = groupId !== '' || (deviceId !== '' && !standIns.has(deviceId))
    const device = `${deviceId} ${groupId}`
    const isAnother = before !== undefined && (device !== before || !isKnown)
    before = device
    return isAnother
  }
}
