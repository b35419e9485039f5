import type { BrandId, MetaConnectionId } from '#shared/domain/ids.ts'
import type { SyncProblem } from '#shared/domain/meta-sync.ts'

/** A page at Meta whose forms are fetched for a brand. */
export interface FormConnection {
  readonly id: MetaConnectionId
  readonly brandId: BrandId | null
  readonly pageId: string
  readonly intervalMinutes: number
  /** Nothing that a person has to mend first stands in the way. */
  readonly isUsable: boolean
}

/** Entries between two moments of Meta's own time; null: from the first, to the last. */
export interface EntryWindow {
  readonly after: number | null
  readonly before: number | null
}

/** What this feature asks of Meta. Whatever goes wrong is thrown, and told apart by `read`. */
export interface LeadSource {
  list(): readonly FormConnection[]
  find(id: MetaConnectionId): FormConnection | undefined
  /** All forms of the page, whatever their state. */
  forms(connection: FormConnection, signal: AbortSignal): AsyncIterable<readonly unknown[]>
  entries(
    connection: FormConnection,
    formId: string,
    window: EntryWindow,
    signal: AbortSignal,
  ): AsyncIterable<readonly unknown[]>
  testEntryIds(connection: FormConnection, formId: string, signal: AbortSignal): Promise<readonly string[]>
  /** Answers with the id of the entry. */
  createTestEntry(
    connection: FormConnection,
    formId: string,
    answers: readonly { readonly key: string; readonly values: readonly string[] }[],
    signal: AbortSignal,
  ): Promise<string>
  deleteEntry(connection: FormConnection, metaLeadId: string, signal: AbortSignal): Promise<void>
  read(error: unknown): SourceProblem | null
}

export interface SourceProblem {
  readonly problem: Omit<SyncProblem, 'formName' | 'entries'>
  /** `connection`: nothing else can be had of it now either. `form`: the others may still be had. */
  readonly concerns: 'connection' | 'form'
  readonly retryAt: number | null
}
