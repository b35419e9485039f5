import { z } from 'zod'

/** What a column of a file says about a person. Several columns may say the same: a second phone, another answer. */
export const ImportField = z.enum([
  'ignore',
  'name',
  'firstName',
  'lastName',
  'phone',
  'email',
  'country',
  'city',
  'language',
  'source',
  'stage',
  'owner',
  'tags',
  'note',
  'createdAt',
  'consentWhatsapp',
  'consentEmail',
  'consentSms',
  'consentPhone',
  /** Kept with the lead as a question and its answer. */
  'answer',
  'metaLeadId',
  'adId',
  'adName',
  'adSetId',
  'adSetName',
  'campaignId',
  'campaignName',
  'formId',
  'formName',
  'isOrganic',
  'platform',
])
export type ImportField = z.infer<typeof ImportField>

/** Fields that one column alone can say: of two, the later one is what the person chose. */
export const SINGLE_FIELDS: ReadonlySet<ImportField> = new Set(
  ImportField.options.filter(
    field => !(['ignore', 'phone', 'email', 'tags', 'note', 'answer'] as ImportField[]).includes(field),
  ),
)

/** In which order `03.04.2026` is written; ISO dates and Excel's own are read in any case. */
export const DateOrder = z.enum(['day-first', 'month-first'])
export type DateOrder = z.infer<typeof DateOrder>

/**
 * What is wrong with a row, or with a cell of it.
 *   nobody            neither a name nor an address: there is nobody to make a lead of
 *   phone, email …    the cell cannot be understood
 *   phone-cut         Excel has taken digits away: 9,05551E+11
 *   belongs-to-other  the phone is another person's than the one the row was joined to
 *   not-written       the database refused the row; the log knows why
 */
export const RowProblemKind = z.enum([
  'nobody',
  'phone',
  'phone-cut',
  'email',
  'date',
  'country',
  'language',
  'stage',
  'owner',
  'source',
  'consent',
  'belongs-to-other',
  'not-written',
])
export type RowProblemKind = z.infer<typeof RowProblemKind>

export const RowProblem = z.object({
  kind: RowProblemKind,
  /** Where it stands; null where the whole row is meant. */
  column: z.number().int().nullable(),
  text: z.string(),
})
export type RowProblem = z.infer<typeof RowProblem>

/** What became of a row, or would become of it. */
export const RowOutcome = z.enum(['created', 'joined', 'skipped', 'failed'])
export type RowOutcome = z.infer<typeof RowOutcome>

/**
 *   uploading → draft → checking → checked → running → done
 *                  ↑________________|           ↘ cancelled, failed
 *   done, cancelled, failed → undoing → undone
 */
export const ImportState = z.enum([
  'uploading',
  'draft',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
])
export type ImportState = z.infer<typeof ImportState>

/** Why a lead of an import stays when the import is taken back. */
export const KeptReason = z.enum(['changed', 'wrote', 'worked-on', 'merged'])
export type KeptReason = z.infer<typeof KeptReason>
