import { expect, it } from 'vitest'
import { newId } from '#shared/domain/ids.ts'
import { findProgramLink, parseProgramLink } from './program-link.ts'

const id = newId()

it('leads to a chat or to a lead, however a browser writes it', () => {
  expect(parseProgramLink(`santral://chat/${id}`)).toBe(`/inbox/${id}`)
  expect(parseProgramLink(`santral://lead/${id}`)).toBe(`/leads/${id}`)
  expect(parseProgramLink(`SANTRAL://Chat/${id.toUpperCase()}/`)).toBe(`/inbox/${id}`)
})

it.each([
  'santral://chat/',
  'santral://chat/1',
  `santral://settings/${id}`,
  `santral://chat/${id}/../../settings`,
  `santral://chat/${id}?x=1`,
  `santral://chat/${id}#/settings`,
  `santral://chat/${id}\n--inspect`,
  ` santral://chat/${id}`,
  `santral:chat/${id}`,
  `https://chat/${id}`,
  `santral://chat/${'-'.repeat(36)}`,
  `santral://lead/${'0'.repeat(36)}`,
  '',
])('%j leads nowhere', text => {
  expect(parseProgramLink(text)).toBeUndefined()
})

it('is found among the arguments of a start', () => {
  expect(findProgramLink(['/opt/Santral/santral', '--flag', `santral://lead/${id}`])).toBe(`/leads/${id}`)
  expect(findProgramLink(['/opt/Santral/santral'])).toBeUndefined()
})
