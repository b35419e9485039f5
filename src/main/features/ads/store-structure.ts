import { and, eq, sql } from 'drizzle-orm'
import { type AdStatus, actorOf } from '#shared/domain/ad-status.ts'
import { type AdAccountId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { adCampaigns, adSets, adStatusChanges, ads } from './schema.ts'

/** A campaign, an ad set or an ad, as Meta tells of it. */
export interface AdThing {
  readonly level: 'campaign' | 'adset' | 'ad'
  readonly externalId: string
  readonly campaignId: string | null
  readonly adSetId: string | null
  readonly name: string
  readonly status: string
  readonly effectiveStatus: string
  readonly objective: string | null
  readonly dailyBudget: number | null
  readonly lifetimeBudget: number | null
  /** When something of it was changed last. */
  readonly changedAt: number | null
}

export type StoreStructure = (tx: Db, accountId: AdAccountId, things: readonly AdThing[], now: number) => number

/** Keeps what there is, and what of it has begun or ceased to run. Answers with how many states have changed. */
export const storeStructure: StoreStructure = (tx, accountId, things, now) => {
  let changes = 0
  for (const thing of things) {
    const before = save(tx, accountId, thing, now)
    if (before && noteChange(tx, accountId, thing, before, now)) changes += 1
  }
  return changes
}

type Known = AdStatus & { id: string; name: string; seenAt: number }

/** Answers with how it was before, if it was known. A row that says what it said is only seen again. */
function save(tx: Db, accountId: AdAccountId, thing: AdThing, now: number): Known | undefined {
  const { externalId, name, status, effectiveStatus, dailyBudget, lifetimeBudget } = thing
  const common = { name, status, effectiveStatus }
  switch (thing.level) {
    case 'campaign': {
      const values = { ...common, dailyBudget, lifetimeBudget, objective: thing.objective }
      return upsert(tx, adCampaigns, { accountId, externalId }, values, now)
    }
    case 'adset': {
      const values = { ...common, dailyBudget, lifetimeBudget, campaignId: thing.campaignId ?? '' }
      return upsert(tx, adSets, { accountId, externalId }, values, now)
    }
    case 'ad': {
      const values = { ...common, campaignId: thing.campaignId ?? '', adSetId: thing.adSetId ?? '' }
      return upsert(tx, ads, { accountId, externalId }, values, now)
    }
  }
}

type Table = typeof adCampaigns | typeof adSets | typeof ads

function upsert(
  tx: Db,
  table: Table,
  { accountId, externalId }: { accountId: AdAccountId; externalId: string },
  values: Record<string, string | number | null>,
  now: number,
): Known | undefined {
  const before = tx
    .select()
    .from(table)
    .where(and(eq(table.accountId, accountId), eq(table.externalId, externalId)))
    .get() as (Known & Record<string, unknown>) | undefined
  if (!before) {
    const row = { id: newId(), accountId, externalId, ...values, seenAt: now, createdAt: now, updatedAt: now }
    tx.insert(table)
      .values(row as never)
      .run()
    return undefined
  }
  const isSame = Object.entries(values).every(([name, value]) => before[name] === value)
  const change = isSame
    ? { seenAt: now }
    : { ...values, seenAt: now, updatedAt: now, version: sql`${table.version} + 1` }
  tx.update(table)
    .set(change as never)
    .where(eq(table.id, before.id))
    .run()
  return before
}

function noteChange(tx: Db, accountId: AdAccountId, thing: AdThing, before: Known, now: number): boolean {
  const actor = actorOf(before, thing)
  if (actor === null) return false
  // Meta's time of the last change may be of an earlier one, of a name or a budget.
  const isOfThis = thing.changedAt !== null && thing.changedAt >= before.seenAt - 60_000 && thing.changedAt <= now
  tx.insert(adStatusChanges)
    .values({
      id: newId(),
      accountId,
      level: thing.level,
      externalId: thing.externalId,
      name: thing.name,
      statusBefore: before.status,
      effectiveBefore: before.effectiveStatus,
      statusAfter: thing.status,
      effectiveAfter: thing.effectiveStatus,
      actor,
      happenedAt: isOfThis ? thing.changedAt : null,
      noticedAt: now,
    })
    .run()
  return true
}
