import type {
  FormMappingView,
  LeadForm,
  MappedSample,
  Submission,
  SubmissionFailure,
  SyncRun,
} from '#shared/contract/meta-leads.ts'
import { suggestChannels, suggestTarget, targetOf } from '#shared/domain/lead-form.ts'
import type { FormRow } from './form-queries.ts'
import type { MappedEntry } from './map-entry.ts'
import type { RunRow } from './run-queries.ts'
import type { FailureRow, SubmissionRow } from './submission-queries.ts'

export function toForm(row: FormRow, { real, tests }: { real: number; tests: number }): LeadForm {
  const { id, version, formId, name, status, locale, isPolled, isCaughtUp, leadsCount, expiredCount } = row
  const isMissing = row.isGapTold && row.gap > 0
  return {
    ...{ id, version, formId, name, status, locale, isPolled, isCaughtUp, leadsCount, expiredCount },
    storedCount: real,
    testCount: tests,
    missing: isMissing ? { entries: row.gap, since: row.gapSince ?? row.updatedAt } : null,
    accepted:
      row.gapAccepted === 0 || row.gapAcceptedAt === null
        ? null
        : { entries: row.gapAccepted, at: row.gapAcceptedAt, note: row.gapNote },
    gapHealedAt: row.gapHealedAt,
    lastFetchAt: row.lastFetchAt,
    lastProblem: row.lastProblem,
  }
}

export function toMappingView(row: FormRow, form: LeadForm): FormMappingView {
  return {
    form,
    questions: row.questions.map(question => ({
      ...question,
      target: targetOf(question, row.mapping),
      suggested: suggestTarget(question),
    })),
    disclaimers: row.disclaimers.map(({ key, text }) => ({
      key,
      text,
      channels: row.consentChannels?.[key] ?? suggestChannels(text),
      suggested: suggestChannels(text),
    })),
  }
}

export function toSample({ id, submittedAt }: SubmissionRow, mapped: MappedEntry): MappedSample {
  const { name, phone, unreadablePhone, email, city, countryCode, language, eventOn, eventTime, note } = mapped
  return {
    submissionId: id,
    submittedAt,
    ...{ name, phone, unreadablePhone, email, city, countryCode, language, eventOn, eventTime, note },
    extras: mapped.answers
      .filter(({ target }) => target === 'extra')
      .map(({ label, values }) => ({ label, text: values.join(', ') })),
  }
}

export function toRun(row: RunRow): SyncRun {
  const { id, trigger, state, fetched, stored, updated, duplicates, failed } = row
  const { problems, retryAt, startedAt, endedAt } = row
  return { id, trigger, state, fetched, stored, updated, duplicates, failed, problems, retryAt, startedAt, endedAt }
}

export function toSubmission(row: SubmissionRow): Submission {
  const { id, brandId, formName, adName, adSetName, campaignName, platform, isOrganic, isTest, isReturn } = row
  return {
    ...{ id, brandId, formName, adName, adSetName, campaignName, platform, isOrganic, isTest, isReturn },
    otherName: row.otherName,
    unreadablePhone: row.unreadablePhone,
    answers: row.answers.map(({ label, values, target }) => ({ label, values: [...values], target })),
    submittedAt: row.submittedAt,
  }
}

/** As much of it as a person reads. */
const LONGEST_CONTENT = 4_000

export function toFailure(row: FailureRow, formName: string | null): SubmissionFailure {
  const { id, reason, errorClass, attempts, failedAt } = row
  const content = JSON.stringify(row.raw, null, 2).slice(0, LONGEST_CONTENT)
  return { id, formName, reason, errorClass, attempts, failedAt, content }
}
