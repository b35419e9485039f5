/**
 * libsignal prints whole sessions, private keys included, on the console (Baileys #888, #2098). These are the beginnings of the
 * lines it prints; none of them is ever of use to the office.
 */
const LIBSIGNAL_LINES = [
  'Closing session',
  'Closing open session',
  'Removing old closed session',
  'Opening session',
  'Session already',
  'Decrypted message with closed',
  'Failed to decrypt',
  'Session error',
]

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** Keeps libsignal off the console. Call before the first socket; returns what undoes it. */
export function silenceLibsignal(target: Pick<Console, (typeof METHODS)[number]> = console): () => void {
  const originals = METHODS.map(method => [method, target[method]] as const)
  for (const [method, original] of originals) {
    target[method] = (...parameters: unknown[]) => {
      const [first] = parameters
      if (typeof first === 'string' && LIBSIGNAL_LINES.some(line => first.startsWith(line))) return
      original.apply(target, parameters)
    }
  }
  return () => {
    for (const [method, original] of originals) target[method] = original
  }
}
