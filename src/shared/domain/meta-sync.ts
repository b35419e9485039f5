import { z } from 'zod'

/** Why a fetch ran: by the clock, by hand, or because entries seem to be missing. */
export const SyncTrigger = z.enum(['schedule', 'manual', 'gap', 'self_check'])
export type SyncTrigger = z.infer<typeof SyncTrigger>

/**
 * running → succeeded · partial (some forms or entries failed) · failed · cancelled · interrupted (the program ended; the next fetch
 * goes on from there)
 */
export const SyncState = z.enum(['running', 'succeeded', 'partial', 'failed', 'cancelled', 'interrupted'])
export type SyncState = z.infer<typeof SyncState>

/** Something that went wrong, as a key that is worded when it is shown. */
export const SyncProblem = z.object({
  /** One of ours, or the class of Meta's error. */
  code: z.string(),
  metaCode: z.number().nullable(),
  metaSubcode: z.number().nullable(),
  /** Meta's own sentence for people, in their language. Foreign text. */
  metaText: z.string().nullable(),
  formName: z.string().nullable(),
  /** How many entries it concerns. */
  entries: z.number().nullable(),
})
export type SyncProblem = z.infer<typeof SyncProblem>

/** What a fetch has brought so far. */
export const SyncFigures = z.object({
  fetched: z.number(),
  stored: z.number(),
  updated: z.number(),
  duplicates: z.number(),
  failed: z.number(),
})
export type SyncFigures = z.infer<typeof SyncFigures>

/** A form fetches what came since its newest entry, and this much before: entries may appear some minutes late. */
export const OVERLAP = 10 * 60_000

/** How long Meta gives an entry away. */
export const KEPT_AT_META = 90 * 24 * 3_600_000
