/** A track as far as the microphone looks at it. */
interface FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState
  muted: boolean
  stop(): void
  /** Ends it as the system does. */
  end(): void
  getSettings(): { deviceId: string }
}

/** A browser's media devices with microphones a test plugs in and pulls out. */
export interface FakeDevices extends Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> {
  /** Every track given, in order. */
  readonly given: FakeTrack[]
  /** What each request asked for. */
  readonly asked: MediaTrackConstraints[]
  /** Sets what is plugged in; tracks of what is not end. */
  plug(...deviceIds: string[]): void
  /** The next requests fail with a `DOMException` of this name; with `undefined` they work again. */
  refuse(name: string | undefined): void
  /** Requests wait until `release()`. */
  hold(): () => void
}

/** Creates devices with one microphone, `built-in`. The first one plugged in is the system's own choice. */
export function createFakeDevices(): FakeDevices {
  const events = new EventTarget()
  const given: FakeTrack[] = []
  const asked: MediaTrackConstraints[] = []
  let plugged = ['built-in']
  let refusal: string | undefined
  let gate = Promise.resolve()

  async function getUserMedia({ audio }: MediaStreamConstraints = {}): Promise<MediaStream> {
    const constraints = audio as MediaTrackConstraints // the microphone always gives an object
    asked.push(constraints)
    await gate
    if (refusal) throw new DOMException('refused by the test', refusal)
    const exact = (constraints.deviceId as { exact?: string } | undefined)?.exact
    const deviceId = exact ?? plugged[0]
    if (deviceId === undefined) throw new DOMException('nothing plugged in', 'NotFoundError')
    if (!plugged.includes(deviceId)) throw new DOMException('not plugged in', 'OverconstrainedError')
    const track = createFakeTrack(deviceId)
    given.push(track)
    return { getAudioTracks: () => [track] } as unknown as MediaStream // the only part that is read
  }

  return {
    given,
    asked,
    getUserMedia,
    enumerateDevices: async () =>
      [...plugged.map((deviceId) => ({ deviceId, kind: 'audioinput' })), { deviceId: 'speaker', kind: 'audiooutput' }].map(
        (device) => ({ ...device, label: given.length > 0 ? `Label of ${device.deviceId}` : '' }) as MediaDeviceInfo,
      ),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    plug(...deviceIds) {
      plugged = deviceIds
      for (const track of given) {
        if (track.readyState === 'ended' || plugged.includes(track.getSettings().deviceId)) continue
        track.end()
      }
      events.dispatchEvent(new Event('devicechange'))
    },
    refuse(name) {
      refusal = name
    },
    hold() {
      let release = () => {}
      gate = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
  }
}

function createFakeTrack(deviceId: string): FakeTrack {
  return Object.assign(new EventTarget(), {
    readyState: 'live' as MediaStreamTrackState,
    muted: false,
    stop(this: FakeTrack) {
      this.readyState = 'ended'
    },
    end(this: FakeTrack) {
      this.readyState = 'ended'
      this.dispatchEvent(new Event('ended'))
    },
    getSettings: () => ({ deviceId }),
  })
}
