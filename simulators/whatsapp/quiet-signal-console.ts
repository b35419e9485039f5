/** The texts with which libsignal announces its sessions, private keys included, on the console in normal use. */
const SIGNAL_NOISE =
  /^(Closing session|Closing open session|Removing old closed session|Opening session|Session already|Decrypted message with closed|Failed to decrypt|Session error)/

/**
 * Keeps libsignal's chatter (and with it private keys) off the console of the simulator's process. Returns a function that restores it.
 */
export function quietSignalConsole(): () => void {
  const restorers = (['info', 'warn', 'error'] as const).map(level => {
    const original = console[level]
    console[level] = (...values: unknown[]) => {
      if (typeof values[0] === 'string' && SIGNAL_NOISE.test(values[0])) return
      original.apply(console, values)
    }
    return () => {
      console[level] = original
    }
  })
  return () => {
    for (const restore of restorers) restore()
  }
}
