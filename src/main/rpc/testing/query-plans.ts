import type Database from 'better-sqlite3'
import { expect } from 'vitest'

/**
 * What a query must never do with a table that grows with the office: read it whole, sort it, or collect it first. A list that is given
 * with the query, and what was counted to a limit, do not grow.
 */
export const TOO_MUCH =
  /SCAN (?!(?:counted_some|candidate)$|.*USING (?:COVERING )?INDEX|.*VIRTUAL TABLE)|TEMP B-TREE|MULTI-INDEX OR|^LIST SUBQUERY|AUTOMATIC/

/** Tables that stay small however old the office is. */
const SMALL = /\b(?:stages|staff|channel_accounts|lead_counts|meta_forms)\b/u

/** How SQLite goes about everything that is asked on this connection. To be set up before anything is prepared on it. */
export function readPlans(sqlite: Database.Database) {
  let asked: string[] | undefined
  const prepare = sqlite.prepare.bind(sqlite)
  // Noted when it runs: what comes with every message is prepared only once.
  sqlite.prepare = ((source: string) => {
    const statement = prepare(source)
    for (const method of ['run', 'get', 'all'] as const) {
      const original = statement[method].bind(statement) as (...parameters: unknown[]) => unknown
      const noting = (...parameters: unknown[]) => {
        asked?.push(source)
        return original(...parameters)
      }
      Object.assign(statement, { [method]: noting })
    }
    return statement
  }) as typeof sqlite.prepare

  function explainAsked(): string[] {
    const sources = asked ?? []
    asked = undefined
    expect(sources.length).toBeGreaterThan(0)
    return sources.flatMap(source => {
      const parameters = Array.from(source.matchAll(/\?/gu), () => null)
      const steps = sqlite.prepare(`explain query plan ${source}`).all(...parameters) as { detail: string }[]
      const details = steps.map(({ detail }) => detail)
      return details.filter(
        (detail, index) =>
          !SMALL.test(detail) &&
          !(detail.startsWith('LIST SUBQUERY') && details[index + 1]?.startsWith('SCAN json_each VIRTUAL TABLE')),
      )
    })
  }

  function plansOf(work: () => unknown): string[] {
    asked = []
    work()
    return explainAsked()
  }

  return {
    plansOf,

    async plansWhile(work: () => Promise<unknown>): Promise<string[]> {
      asked = []
      await work()
      return explainAsked()
    },

    expectQuick(work: () => unknown): string[] {
      const plans = plansOf(work)
      if (plans.some(step => TOO_MUCH.test(step))) expect(plans).toEqual([])
      return plans
    },
  }
}
export type PlanReader = ReturnType<typeof readPlans>
