import { expect, it } from 'vitest'
import { summarizeFields, toLogText } from './log-text.ts'

const line = {
  id: 'a',
  at: Date.UTC(2026, 0, 15, 18, 0, 0, 5),
  level: 'warn' as const,
  area: 'jobs',
  message: 'run failed',
  fields: { job: 'files.fetch', attempt: 2, error: { type: 'TypeError', message: 'no way' } },
}

it('writes a line with the offset of the office, for whoever helps', () => {
  expect(toLogText(line, 'Europe/Istanbul')).toBe(
    '2026-01-15T21:00:00.005+03:00 WARN  jobs run failed ' +
      '{"job":"files.fetch","attempt":2,"error":{"type":"TypeError","message":"no way"}}',
  )
  expect(toLogText({ ...line, fields: {} }, 'UTC')).toBe('2026-01-15T18:00:00.005+00:00 WARN  jobs run failed')
})

it('puts what a line tells into one', () => {
  expect(summarizeFields(line.fields)).toBe('job=files.fetch attempt=2 error=no way')
  expect(summarizeFields({ list: [1, null], none: undefined })).toBe('list=[1,null] none=')
})
