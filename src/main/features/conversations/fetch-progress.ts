import type { Clock } from '../../ports/clock.ts'

/** A page is told often enough to see that it moves, and no more. */
const REPORT_EVERY = 400
const SMALLEST_STEP = 0.02

/** Passes a content on and tells how much of it has come, from 0 to 1. Of what comes at once nothing is told. */
export async function* withProgress(
  content: AsyncIterable<Uint8Array>,
  { clock, size, onShare }: { clock: Clock; size: number; onShare: (share: number) => void },
): AsyncGenerator<Uint8Array> {
  let came = 0
  let told = { at: clock.now(), share: 0 }
  for await (const chunk of content) {
    came += chunk.length
    // The size is what the sender says; more than all of it is never told.
    const share = size > 0 ? Math.min(1, came / size) : 0
    if (clock.now() - told.at >= REPORT_EVERY && share - told.share >= SMALLEST_STEP) {
      told = { at: clock.now(), share }
      onShare(share)
    }
    yield chunk
  }
}
