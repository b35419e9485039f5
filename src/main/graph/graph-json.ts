import { z } from 'zod'

/** Only such a text can hold a number that JavaScript would round. */
const LONG_NUMBER = /[[{:,]\s*-?\d{16,}\s*[,\]}]/u

type ReviverWithSource = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown

/** JSON whose ids stay exact: a whole number beyond 2^53 becomes the string of its digits. */
export function parseGraphJson(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text)
  const keepDigits: ReviverWithSource = (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/u.test(source)
      ? source
      : value
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
}

/** An id at Meta: always a string of ours, however it was written. */
export const GraphId = z.union([z.string().min(1).max(100), z.number().int()]).transform(String)

/** "2026-11-19T08:15:30+0000" or unix seconds, as epoch milliseconds. */
export const GraphTime = z.union([z.string(), z.number()]).transform((value, context) => {
  const at = typeof value === 'number' ? value * 1_000 : Date.parse(value.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'))
  if (!Number.isNaN(at)) return at
  context.addIssue({ code: 'custom', message: 'no time' })
  return z.NEVER
})
