import { expect, it } from 'vitest'
import { worstSeverity } from './worst-severity.ts'

it('one light shows the worst of all links', () => {
  expect(worstSeverity([])).toBe('off')
  expect(worstSeverity(['off', 'good'])).toBe('good')
  expect(worstSeverity(['good', 'waiting', 'off'])).toBe('waiting')
  expect(worstSeverity(['good', 'broken', 'waiting'])).toBe('broken')
})
