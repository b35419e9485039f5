import { expect, it } from 'vitest'
import { keyNames } from './key-names.ts'

it('names keys as they stand on the keyboard', () => {
  expect(keyNames('mod+shift+L')).toEqual(['Ctrl', 'Shift', 'L'])
  expect(keyNames('J')).toEqual(['J'])
  expect(keyNames('ArrowDown')).toEqual(['↓'])
  expect(keyNames('shift+?')).toEqual(['?'])
})
