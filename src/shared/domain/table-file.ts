import { z } from 'zod'

/** What a file of rows is: text with separators, a workbook, or a phone's contacts. */
export const TableKind = z.enum(['csv', 'xlsx', 'vcard'])
export type TableKind = z.infer<typeof TableKind>

/** How letters are written in a text file. Turkish Windows programs write windows-1254, which ISO-8859-9 is a part of. */
export const TextEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1254', 'windows-1252'])
export type TextEncoding = z.infer<typeof TextEncoding>

export const Separator = z.enum([';', ',', '\t', '|'])
export type Separator = z.infer<typeof Separator>

/** How a file is read; what does not concern its kind is passed over. */
export const TableReading = z.object({
  encoding: TextEncoding,
  separator: Separator,
  /** A workbook's sheet by its name; null: the first that is shown. */
  sheet: z.string().max(255).nullable(),
  /** Whether the first row names the columns. */
  hasHeader: z.boolean(),
})
export type TableReading = z.infer<typeof TableReading>

/**
 *   not-a-table     not what its name says, or nothing that can be read
 *   old-workbook    .xls of the nineties, or a workbook with a password
 *   too-large       more than is taken
 *   broken-quotes   a quotation mark is opened and never closed
 *   no-such-sheet   the workbook has no sheet of that name
 *   empty           not one row
 */
export const TableProblemKind = z.enum([
  'not-a-table',
  'old-workbook',
  'too-large',
  'broken-quotes',
  'no-such-sheet',
  'empty',
])
export type TableProblemKind = z.infer<typeof TableProblemKind>
