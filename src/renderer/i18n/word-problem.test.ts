import { ORPCError } from '@orpc/client'
import { isContractProcedure } from '@orpc/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#shared/contract/index.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { ConnectionLostError } from '../rpc/problem.ts'
import { i18n, startI18n } from './i18n.ts'
import { wordProblem } from './word-problem.ts'

beforeAll(startI18n)

function word(error: unknown, locale: Locale = 'tr'): string {
  return wordProblem(error, i18n.getFixedT(locale), locale)
}

function declared(code: string, data: Record<string, unknown> = {}): ORPCError<string, unknown> {
  return new ORPCError(code, { defined: true, data })
}

/** Every code that any procedure declares, however deep it stands. */
function declaredCodes(part: object = contract): readonly string[] {
  const codes = Object.values(part).flatMap((value: object) =>
    isContractProcedure(value) ? Object.keys(value['~orpc'].errorMap) : declaredCodes(value),
  )
  return [...new Set(codes)]
}

describe('every failure that the contract declares', () => {
  it('has its words in the catalogue', () => {
    const worded = Object.keys(catalogues.tr.problems).map(key => key.replace(/_(?:one|other)$/u, ''))
    expect(declaredCodes().filter(code => !worded.includes(code))).toEqual([])
  })

  it('is worded in both languages with the values it brings', () => {
    expect(word(declared('STAGE_IN_USE', { leads: 3 }))).toContain('3 lead var')
    expect(word(declared('STAGE_IN_USE', { leads: 1 }), 'en')).toBe(
      '1 lead is in this stage. Move it to another stage first.',
    )
    expect(word(declared('PHONE_TAKEN', { name: 'Elif <Kaya>' }))).toContain('“Elif <Kaya>”')
    expect(word(declared('FILE_TOO_LARGE', { largest: 100_000_000 }))).toMatch(/en fazla 100\sMB olabilir/u)
    expect(word(declared('TOO_MANY_TRIES', { retryAt: Date.now() }))).toMatch(/\d{2}:\d{2} sonrasında/u)
  })
})

it('tells times in the zone of the office', () => {
  const problem = declared('ALREADY_ASKED', { at: Date.UTC(2026, 0, 15, 21, 30) })
  expect(wordProblem(problem, i18n.getFixedT('tr'), 'tr', 'Europe/Istanbul')).toContain('16.01.2026 00:30')
})

it('a bug is told with its reference number and never with its text', () => {
  const bug = new ORPCError('INTERNAL_SERVER_ERROR', { message: 'no such column: x', data: { reference: 'a1b2c3d4' } })
  expect(word(bug)).toContain('a1b2c3d4')
  expect(word(bug)).not.toContain('column')
  expect(word(new TypeError('undefined is not a function'))).toBe(catalogues.tr.problems.UNEXPECTED_bare)
})

it('a code of a newer core still gets a sentence', () => {
  expect(word(declared('MOON_IS_FULL'), 'en')).toBe(catalogues.en.problems.UNEXPECTED_bare)
})

it('a lost connection is named as what it is', () => {
  expect(word(new ConnectionLostError(), 'en')).toBe(catalogues.en.problems.CONNECTION_LOST)
})
