/** Waits until `look` finds something. `withinMs` is only for giving up with a message: nothing waits for it. */
export type WaitFor<Seen> = <Found>(
  look: (seen: Seen) => Found | undefined | false,
  options?: { readonly what?: string; readonly withinMs?: number },
) => Promise<Found>

/** Lets tests wait for something to be seen, without asking again and again. */
export function createWaiting<Seen>(seen: Seen): { waitFor: WaitFor<Seen>; changed(): void } {
  const looks = new Set<() => void>()
  return {
    changed() {
      for (const look of [...looks]) look()
    },
    waitFor<Found>(look: (seen: Seen) => Found | undefined | false, { what = look.toString(), withinMs = 10_000 } = {}) {
      const giveUp = new Error(`This was not seen within ${withinMs / 1000} s: ${what}`) // made here, so that it names the test's line
      return new Promise<Found>((resolve, reject) => {
        const again = () => {
          const found = look(seen)
          if (found === undefined || found === false) return
          done()
          resolve(found)
        }
        const timer = setTimeout(() => {
          done()
          reject(giveUp)
        }, withinMs)
        const done = () => {
          clearTimeout(timer)
          looks.delete(again)
        }
        looks.add(again)
        again()
      })
    },
  }
}
