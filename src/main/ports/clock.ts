/**
 * Where "now" comes from. Features never ask the machine, so that a test or the demo can move time.
 */
export interface Clock {
  /** UTC epoch milliseconds. */
  now(): number
  /** Calls back once the clock says `at` or later, also when it got there by a jump. Never calls back before returning. Returns the cancel. */
  wakeAt(at: number, callback: () => void): () => void
  /** Tells when the clock moved by itself (the machine slept, its time was set, a test moved it). Returns the stop. */
  onJump(listener: (jump: { from: number; to: number }) => void): () => void
}
