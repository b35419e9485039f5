import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { GraphProblemKind } from '#shared/domain/graph-problem.ts'

/** Every request to Meta of the last days, without its parameters, its token and its answer. For Diagnostics; pruned daily. */
export const graphRequests = sqliteTable(
  'graph_requests',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    durationMs: integer('duration_ms').notNull(),
    method: text().$type<'GET' | 'POST' | 'DELETE'>().notNull(),
    /** Below the version. A person's entry stands here without its id. */
    path: text().notNull(),
    /** From 1; later ones are repetitions. */
    attempt: integer().notNull(),
    /** Null where it went well. */
    problem: text().$type<GraphProblemKind>(),
    status: integer(),
    code: integer(),
    subcode: integer(),
    traceId: text('trace_id'),
    /** The fullest of the limits that the answer told of, and which. */
    usagePercent: real('usage_percent'),
    usageOf: text('usage_of'),
    /** The version that answered, where it is another than ours. */
    servedVersion: text('served_version'),
  },
  table => [index('graph_requests_by_time').on(table.at), index('graph_requests_failed').on(table.problem, table.seq)],
)
