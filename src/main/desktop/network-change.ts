import { networkInterfaces } from 'node:os'

/** No system tells a program of ours when the network changes, so it is looked at this often. */
const LOOK_EVERY = 5_000

/**
 * Calls back when the network came, went, or is another one: when the addresses of this PC, or the answer to "is there a network
 * at all", are no longer what they were. Returns the stop.
 */
export function watchNetwork(
  onChange: () => void,
  { isOnline, addresses = ownAddresses }: { isOnline: () => boolean; addresses?: () => string[] },
): () => void {
  const look = () => [isOnline(), ...addresses().sort()].join(' ')
  let last = look()
  const timer = setInterval(() => {
    const now = look()
    if (now === last) return
    last = now
    onChange()
  }, LOOK_EVERY)
  timer.unref()
  return () => clearInterval(timer)
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
}
