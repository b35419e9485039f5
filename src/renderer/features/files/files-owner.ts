import type { Lead } from '#shared/contract/leads.ts'

/** Whose files they are. */
export type FilesOwner = Pick<Lead, 'id' | 'name'>
