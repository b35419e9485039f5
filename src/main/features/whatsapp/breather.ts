/** Longer than this the event loop is not kept from anything else: a window answers within a frame. */
const AT_A_STRETCH_MS = 8

/**
 * Lets long work of small steps breathe. Decryption and SQLite only pretend to wait, so that a burst of a hundred messages would be
 * one turn of the event loop. Await it between steps: it waits only when this turn has lasted long enough.
 */
export function createBreather(): () => Promise<void> | undefined {
  let turnBegan: number | undefined
  return () => {
    const now = performance.now()
    if (turnBegan === undefined) {
      turnBegan = now
      setImmediate(() => {
        turnBegan = undefined
      })
    }
    if (now - turnBegan < AT_A_STRETCH_MS) return undefined
    return new Promise(resolve => setImmediate(resolve))
  }
}
