import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { DEFAULT_SCORE_WEIGHTS } from '#shared/domain/lead-score.ts'
import { transact } from '../../db/database.ts'
import { createJobQueue } from '../../jobs/job-queue.ts'
import { createJobRunner } from '../../jobs/job-runner.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { leads } from '../leads/schema.ts'
import { findStartingStage } from '../leads/stage-moves.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createScoring } from './service.ts'

const DAY = 86_400_000

async function openScoredOffice() {
  const office = await openTestOffice()
  const { db, clock, events, settings } = office
  const jobs = createJobQueue({ clock })
  const scoring = createScoring({ db, clock, events, jobs, settings })
  const runner = createJobRunner({ db, clock, queue: jobs, definitions: scoring.definitions })
  const stop = scoring.start()
  runner.start()
  return {
    ...office,
    scoring,
    runner,
    insert(over: Partial<typeof leads.$inferInsert> = {}): LeadId {
      const id = newId<LeadId>()
      const row = { id, name: 'Ayşe', nameOrigin: 'person', source: 'referral' } as const
      transact(db, tx => {
        const at = { createdAt: clock.now(), updatedAt: clock.now() }
        tx.insert(leads)
          .values({ ...row, stageId: findStartingStage(tx), ...at, ...over })
          .run()
      })
      return id
    },
    stored: (id: LeadId) => db.select().from(leads).where(eq(leads.id, id)).get()?.score,
    async close() {
      stop()
      await runner.drain(0)
      office.close()
    },
  }
}

describe('scores of leads', () => {
  let office: Awaited<ReturnType<typeof openScoredOffice>>
  beforeEach(async () => {
    office = await openScoredOffice()
  })
  afterEach(() => office.close())

  const { was_referred: referred, active_this_week: active } = DEFAULT_SCORE_WEIGHTS

  it('follow a change of the lead a moment later, and tell when they are others', async () => {
    const leadId = office.insert()
    office.events.publish({ type: 'lead.created', leadId })
    await office.clock.advance(1_000)
    expect(office.stored(leadId)).toBe(referred + active)
    expect(office.heard).toContainEqual({ type: 'lead.scored', leadId })
    office.heard.length = 0
    office.events.publish({ type: 'lead.changed', leadId })
    await office.clock.advance(1_000)
    expect(office.heard).not.toContainEqual({ type: 'lead.scored', leadId })
    const version = office.db.select().from(leads).get()?.version
    expect(version, 'an open form is not stale by it').toBe(1)
  })

  it('are explained as of now, to whoever may see the lead', async () => {
    const leadId = office.insert()
    expect(await office.scoring.service.ofLead(office.admin, leadId)).toEqual({
      total: referred + active,
      parts: [
        { rule: 'was_referred', points: referred },
        { rule: 'active_this_week', points: active },
      ],
    })
    await office.clock.advance(8 * DAY)
    expect((await office.scoring.service.ofLead(office.admin, leadId)).total).toBe(referred)
    await expect(office.scoring.service.ofLead(office.admin, newId<LeadId>())).rejects.toThrow(notFound('lead'))
  })

  it('lose at night what time has taken, whoever they are', async () => {
    const ids = Array.from({ length: 250 }, () => office.insert())
    await office.runner.runNow('scoring.all')
    expect(new Set(ids.map(id => office.stored(id)))).toEqual(new Set([referred + active]))
    await office.clock.advance(8 * DAY)
    await office.runner.whenIdle()
    expect(new Set(ids.map(id => office.stored(id)))).toEqual(new Set([referred]))
  })

  it('are worked out anew when the office weighs otherwise; the preview says before what would become of them', async () => {
    const leadId = office.insert()
    await office.runner.runNow('scoring.all')
    const weights = { ...DEFAULT_SCORE_WEIGHTS, was_referred: 50 }
    const preview = await office.scoring.service.preview({ weights, countries: [] })
    expect(preview).toMatchObject({
      leads: 1,
      changed: 1,
      before: { average: referred + active },
      after: { average: 50 + active },
      moved: [{ leadId, before: referred + active, after: 50 + active }],
    })
    expect(preview.holds).toContainEqual({ rule: 'was_referred', leads: 1 })
    expect(office.stored(leadId)).toBe(referred + active)
    await office.settings.update(office.admin.id, { scoreWeights: weights })
    await office.runner.whenIdle()
    expect(office.stored(leadId)).toBe(50 + active)
  })
})
