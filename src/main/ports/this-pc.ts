import type { ThisPcSettings } from '#shared/contract/this-pc.ts'

/** The choices of one PC, kept on it. */
export interface ThisPc {
  get(): ThisPcSettings
  /** Throws what the system says where it refuses. Never asked for what is null. */
  change(given: { startsAtLogin?: boolean | undefined; staysInTray?: boolean | undefined }): void
}
