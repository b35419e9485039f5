import type { UpdateProblem } from '#shared/domain/update.ts'

/** Brings the installed program up to date, step by step and never by itself. */
export interface Updater {
  /** Whether this program was installed in a way that can be renewed. */
  readonly isAvailable: boolean
  /** What the feed has that is newer than this program, or null. Throws UpdaterProblem. */
  check(feed: string): Promise<{ version: string } | null>
  /** Fetches what `check` found and makes sure that it is what the feed says. Throws UpdaterProblem, or what aborted it. */
  download(options: { onProgress: (percent: number) => void; signal: AbortSignal }): Promise<void>
  /** Ends this program in good order and begins the new one. */
  install(): void
}

export class UpdaterProblem extends Error {
  override name = 'UpdaterProblem'
  readonly kind: UpdateProblem

  constructor(kind: UpdateProblem, options?: ErrorOptions) {
    super(kind, options)
    this.kind = kind
  }
}
