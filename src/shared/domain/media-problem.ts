/**
 *   gone             the server has it no more: only the phone can send it again
 *   wrong-content    it is not what the sender said, or was changed on its way
 *   refused-address  the sender names a place that is not the channel's: never asked
 *   network          no answer, a broken one, or a server in trouble
 *   stalled          it came half way, and then nothing more
 *   no-link          only a linked number can do this, and it is not connected
 */
export type MediaProblemKind = 'gone' | 'wrong-content' | 'refused-address' | 'network' | 'stalled' | 'no-link'

/** Why a content did not come, or did not go. */
export class MediaProblem extends Error {
  override name = 'MediaProblem'
  readonly kind: MediaProblemKind

  constructor(kind: MediaProblemKind, options?: ErrorOptions) {
    super(kind, options)
    this.kind = kind
  }
}
