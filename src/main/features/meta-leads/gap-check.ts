import type { MetaFormId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { countEntries, type FormRow, getForm, noteForm } from './form-queries.ts'
import { type GapStep, lookAtGap } from './silent-leads.ts'

interface GapWorld {
  readonly db: Db
  readonly clock: Clock
  readonly onGap: (tx: Db, gap: { form: FormRow; missing: number }) => void
}

/** Lays Meta's count of a form beside ours, and notes what that says. */
export function checkForGap(
  { db, clock, onGap }: GapWorld,
  id: MetaFormId,
  { isQuiet, hasRefetched }: { isQuiet: boolean; hasRefetched: boolean },
): GapStep {
  return transact(db, tx => {
    const form = getForm(tx, id)
    if (form.leadsCount === null) return 'none'
    const { real, tests } = countEntries(tx, form.formId)
    const counted = { atMeta: form.leadsCount, stored: real, tests, isQuiet }
    const { after, step } = lookAtGap(form, counted, { now: clock.now(), hasRefetched })
    const { baselineGap, gap, gapSince, gapLooks, isGapTold, gapHealedAt, gapAccepted } = after
    noteForm(tx, id, { baselineGap, gap, gapSince, gapLooks, isGapTold, gapHealedAt, gapAccepted })
    if (step === 'alarm') onGap(tx, { form, missing: gap })
    return step
  })
}

/** How many more Meta counts than we have, since the baseline, without those that a person has accepted. */
export function missingOf(db: Db, form: FormRow): number {
  if (form.leadsCount === null) return 0
  return form.leadsCount - countEntries(db, form.formId).real - (form.baselineGap ?? 0) - form.gapAccepted
}
