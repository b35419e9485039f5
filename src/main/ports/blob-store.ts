import type { Readable } from 'node:stream'

export interface StoredBlob {
  /** Of the content, in hex: also its name. The same content is kept once, however often it comes. */
  readonly sha256: string
  readonly size: number
}

export interface BlobLimits {
  readonly maxBytes: number
  /** What the content must be; anything else is refused. */
  readonly expectedSha256?: string | undefined
  readonly expectedBytes?: number | undefined
}

/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Contents of files, outside the database. Whoever uses it knows hashes and streams, never paths, so that contents can be kept
 * encrypted one day (row E38).
 */
export interface BlobStore {
  /**
   * Keeps a content, whole or not at all. `keep` writes the row that refers to it: it is called in the same turn of the event loop
   * in which the content gets its place, so that nobody can delete it in between as something that no row refers to. If `keep`
   * throws, a new content is gone again. Throws BlobProblem.
   */
  put<Result>(
    source: AsyncIterable<Uint8Array>,
    limits: BlobLimits,
    keep: (blob: StoredBlob) => Result,
  ): Promise<Result>
  /** Throws BlobProblem when the content is not there. */
  read(sha256: string, range?: ByteRange): Promise<Readable>
  /** Undefined when the content is not there. */
  size(sha256: string): number | undefined
  /** At once, so that whoever deletes can make sure in the same turn that nothing refers to it. Says whether it was there. */
  delete(sha256: string): boolean
  list(): AsyncIterable<string>
  /** Removes what a killed process left half written. To be called when nothing is being put. */
  clearPartials(): void
}

/**
 *   too-large      more bytes than allowed; nothing further was read
 *   wrong-content  another hash, or another number of bytes, than it had to be
 *   interrupted    its source broke off
 *   disk-full      free some space
 *   missing        there is no such content
 */
export type BlobProblemKind = 'too-large' | 'wrong-content' | 'interrupted' | 'disk-full' | 'missing'

export class BlobProblem extends Error {
  override name = 'BlobProblem'
  readonly kind: BlobProblemKind

  constructor(kind: BlobProblemKind, options?: ErrorOptions) {
    super(kind, options)
    this.kind = kind
  }
}
