import { z } from 'zod'
import { Cursor, managers, PageSize, page } from './procedure.ts'

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error'])
export type LogLevel = z.infer<typeof LogLevel>

/** A fact that the program noted (row C32). The logger took people out of it before it was written. */
export const LogLine = z.object({
  id: z.string(),
  at: z.number(),
  level: LogLevel,
  area: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.unknown()),
})
export type LogLine = z.infer<typeof LogLine>

export const LogFilter = z.object({
  /** This one and what is graver. */
  level: LogLevel.default('debug'),
  area: z.string().max(60).nullable().default(null),
  /** Anywhere in the line. */
  text: z.string().trim().max(200).default(''),
  from: z.number().nullable().default(null),
  until: z.number().nullable().default(null),
})
export type LogFilter = z.infer<typeof LogFilter>

/** Details are told until then: of one area, or of all. */
export const DebugSwitch = z.object({ area: z.string().nullable(), until: z.number() })
export type DebugSwitch = z.infer<typeof DebugSwitch>

export const logs = {
  /**
   * The newest first. A page may hold fewer lines than asked, even none, and still not be the last: it ends where enough of the
   * files was read, and `reachedAt` says how far back that was.
   */
  list: managers
    .input(LogFilter.extend({ cursor: Cursor.nullable().default(null), limit: PageSize.default(100) }))
    .output(page(LogLine).extend({ reachedAt: z.number().nullable() })),
  areas: managers.output(z.array(z.string())),
  /** Null while only what matters is noted. */
  debug: managers.output(DebugSwitch.nullable()),
  startDebug: managers
    .input(z.object({ area: z.string().max(60).nullable(), minutes: z.number().int().min(5).max(1_440) }))
    .output(DebugSwitch),
  stopDebug: managers.output(z.void()),
}
