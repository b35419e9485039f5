import type { z } from 'zod'
import type { Stage, StageColor } from '#shared/contract/stages.ts'
import { newId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { INITIAL_STAGES, type StageOutcome } from '#shared/domain/stage-outcome.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, changedFields, recordAudit } from '../audit/audit.ts'
import { stageInUse, stageIsDefault } from './errors.ts'
import { countLeadsOfStage, deleteStage, findStage, insertStage, listStages, updateStage } from './queries.ts'

export interface StageDetails {
  name: string
  outcome: StageOutcome
  color: z.infer<typeof StageColor>
}

export function createStageService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function getStage(tx: Db, id: StageId): Stage {
    const stage = findStage(tx, id)
    if (!stage) throw notFound('stage')
    return stage
  }

  function noteChange(tx: Db, entry: Omit<AuditRecord, 'subjectKind'>): void {
    recordAudit(tx, clock, { subjectKind: 'stage', ...entry })
    afterCommit(tx, () => events.publish({ type: 'stages.changed' }))
  }

  return {
    async list(): Promise<Stage[]> {
      return listStages(db)
    },

    /** What an office starts with, in its own language, in the transaction of the first run. */
    insertInitial(tx: Db, by: StaffId, locale: Locale): void {
      for (const [position, { outcome, color, name }] of INITIAL_STAGES.entries()) {
        const stage = { name: name[locale], outcome, color, position, isDefault: position === 0 }
        const id = newId<StageId>()
        insertStage(tx, { id, ...stage }, clock.now())
        noteChange(tx, { staffId: by, action: 'stage.created', subjectId: id, after: stage })
      }
    },

    /** At the end of the list. */
    async create(by: StaffId, { id, name, outcome, color }: StageDetails & { id: StageId }): Promise<Stage> {
      return transact(db, tx => {
        const existing = findStage(tx, id)
        if (existing) return existing
        const all = listStages(tx)
        const stage = { name, outcome, color, position: (all.at(-1)?.position ?? -1) + 1, isDefault: all.length === 0 }
        insertStage(tx, { id, ...stage }, clock.now())
        noteChange(tx, { staffId: by, action: 'stage.created', subjectId: id, after: stage })
        return getStage(tx, id)
      })
    },

    async update(by: StaffId, input: StageDetails & { id: StageId; version: number }): Promise<Stage> {
      const { id, version, name, outcome, color } = input
      return transact(db, tx => {
        const before = getStage(tx, id)
        if (before.version !== version) throw staleEdit('stage', before.version)
        const changed = changedFields({ ...before }, { name, outcome, color })
        if (!changed) return before
        updateStage(tx, id, { name, outcome, color }, clock.now())
        noteChange(tx, { staffId: by, action: 'stage.updated', subjectId: id, ...changed })
        return getStage(tx, id)
      })
    },

    async makeDefault(by: StaffId, id: StageId): Promise<Stage[]> {
      return transact(db, tx => {
        if (getStage(tx, id).isDefault) return listStages(tx)
        const previous = listStages(tx).find(stage => stage.isDefault)
        if (previous) updateStage(tx, previous.id, { isDefault: false }, clock.now())
        updateStage(tx, id, { isDefault: true }, clock.now())
        noteChange(tx, {
          staffId: by,
          action: 'stage.made_default',
          subjectId: id,
          before: { defaultStageId: previous?.id ?? null },
          after: { defaultStageId: id },
        })
        return listStages(tx)
      })
    },

    /** A stage that somebody added in the meantime, which the given order does not know, stays at the end. */
    async reorder(by: StaffId, ids: readonly StageId[]): Promise<Stage[]> {
      return transact(db, tx => {
        const before = listStages(tx).map(stage => stage.id)
        if (ids.some(id => !before.includes(id))) throw notFound('stage')
        const after = [...new Set([...ids, ...before])]
        const changed = changedFields({ order: before }, { order: after })
        if (!changed) return listStages(tx)
        for (const [position, id] of after.entries()) {
          if (getStage(tx, id).position !== position) updateStage(tx, id, { position }, clock.now())
        }
        noteChange(tx, { staffId: by, action: 'stages.reordered', subjectId: null, ...changed })
        return listStages(tx)
      })
    },

    /** There is always a default stage, and it stays: so the last of the list stays too. */
    async remove(by: StaffId, id: StageId): Promise<void> {
      transact(db, tx => {
        const { name, outcome, color, isDefault } = getStage(tx, id)
        if (isDefault) throw stageIsDefault()
        const leads = countLeadsOfStage(tx, id)
        if (leads > 0) throw stageInUse(leads)
        deleteStage(tx, id)
        noteChange(tx, { staffId: by, action: 'stage.removed', subjectId: id, before: { name, outcome, color } })
      })
    },
  }
}
export type StageService = ReturnType<typeof createStageService>
