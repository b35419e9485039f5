import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'

/** Ends what is waited for when nothing has moved for a while, however long the whole may take. */
export interface Patience {
  readonly signal: AbortSignal
  /** The same bytes; each that is taken begins the while anew. */
  renewedBy(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>
  stop(): void
}

export function createPatience(clock: Clock, silenceMs: number): Patience {
  const silence = new AbortController()
  const wait = () => wakeIn(clock, silenceMs, () => silence.abort())
  let cancel = wait()
  let isOver = false
  return {
    signal: silence.signal,
    async *renewedBy(source) {
      for await (const chunk of source) {
        cancel()
        if (!isOver) cancel = wait()
        yield chunk
      }
    },
    stop() {
      isOver = true
      cancel()
    },
  }
}
