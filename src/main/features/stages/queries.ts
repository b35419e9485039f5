import { asc, count, eq, sql } from 'drizzle-orm'
import type { Stage } from '#shared/contract/stages.ts'
import type { StageId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { leads } from '../leads/schema.ts'
import { stages } from './schema.ts'

const stageColumns = {
  id: stages.id,
  version: stages.version,
  name: stages.name,
  position: stages.position,
  outcome: stages.outcome,
  color: stages.color,
  isDefault: stages.isDefault,
}

/** First to last. */
export function listStages(db: Db): Stage[] {
  return db.select(stageColumns).from(stages).orderBy(asc(stages.position), asc(stages.id)).all()
}

export function findStage(db: Db, id: StageId): Stage | undefined {
  return db.select(stageColumns).from(stages).where(eq(stages.id, id)).get()
}

export function countLeadsOfStage(db: Db, id: StageId): number {
  return db.select({ leads: count() }).from(leads).where(eq(leads.stageId, id)).get()?.leads ?? 0
}

export function insertStage(tx: Db, stage: Omit<Stage, 'version'>, now: number): void {
  tx.insert(stages)
    .values({ ...stage, createdAt: now, updatedAt: now })
    .run()
}

export function updateStage(tx: Db, id: StageId, changes: Partial<Omit<Stage, 'id' | 'version'>>, now: number): void {
  tx.update(stages)
    .set({ ...changes, updatedAt: now, version: sql`${stages.version} + 1` })
    .where(eq(stages.id, id))
    .run()
}

export function deleteStage(tx: Db, id: StageId): void {
  tx.delete(stages).where(eq(stages.id, id)).run()
}
