import type { ImportPlan } from '#shared/contract/imports.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import type { RowOutcome, RowProblem } from '#shared/domain/import.ts'
import type { PersonRow } from './person-row.ts'

/** By what somebody is known. */
export type Mark = 'phone' | 'email' | 'meta'

/** Who is known already: to the office, and in a dry run also by the rows before. */
export interface Known {
  find(mark: Mark, value: string): LeadId | undefined
}

export interface Decision {
  readonly outcome: RowOutcome
  /** Whom the row is joined to, or because of whom it is skipped. */
  readonly leadId: LeadId | null
  /** Those of the row's phones that are nobody else's. */
  readonly phones: readonly string[]
  readonly problems: readonly RowProblem[]
}

/**
 * What becomes of a row; nothing is written here, so that the dry run and the run cannot disagree. A phone says who somebody is; an
 * e-mail alone does only if the person said so. A form entry that is known from Meta is never taken twice.
 */
export function decideRow(row: PersonRow, plan: ImportPlan, known: Known): Decision {
  const { phones, problems } = row
  const isRefused =
    problems.some(({ kind }) => kind === 'nobody') || (plan.unreadable === 'refuse' && problems.length > 0)
  if (isRefused) return { outcome: 'failed', leadId: null, phones, problems }
  const sameEntry = row.meta.leadId === null ? undefined : known.find('meta', row.meta.leadId)
  if (sameEntry !== undefined) return { outcome: 'skipped', leadId: sameEntry, phones: [], problems }
  const holders = phones.map(phone => ({ phone, holder: known.find('phone', phone) }))
  const byPhone = holders.find(({ holder }) => holder !== undefined)?.holder
  const byEmail =
    byPhone === undefined && plan.sameEmail !== 'create'
      ? row.emails.map(email => known.find('email', email)).find(holder => holder !== undefined)
      : undefined
  const leadId = byPhone ?? byEmail ?? null
  const policy = byPhone === undefined ? plan.sameEmail : plan.samePerson
  if (leadId !== null && policy === 'skip') return { outcome: 'skipped', leadId, phones: [], problems }
  const foreign = holders.filter(({ holder }) => holder !== undefined && holder !== leadId)
  return {
    outcome: leadId === null ? 'created' : 'joined',
    leadId,
    phones: holders.filter(({ holder }) => holder === undefined).map(({ phone }) => phone),
    problems: [
      ...problems,
      ...foreign.map(({ phone }) => ({ kind: 'belongs-to-other' as const, column: null, text: phone })),
    ],
  }
}
