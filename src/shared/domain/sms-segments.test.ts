import { describe, expect, it } from 'vitest'
import { countSmsSegments, NETGSM_COUNTING } from './sms-segments.ts'

const turkish = { hasTurkishTable: true }

describe('segments of an SMS', () => {
  it.each([
    ['', 0, 'gsm7', 160],
    ['a'.repeat(160), 1, 'gsm7', 0],
    ['a'.repeat(161), 2, 'gsm7', 145],
    ['a'.repeat(306), 2, 'gsm7', 0],
    ['a'.repeat(307), 3, 'gsm7', 152],
    ['€'.repeat(80), 1, 'gsm7', 0],
    ['ÇÖÜöü ÅåÉé', 1, 'gsm7', 150],
    ['ş', 1, 'ucs2', 69],
    ['ş'.repeat(70), 1, 'ucs2', 0],
    ['ş'.repeat(71), 2, 'ucs2', 63],
    ['😀'.repeat(35), 1, 'ucs2', 0],
  ] as const)('%j: %i, %s', (text, segments, encoding, left) => {
    expect(countSmsSegments(text)).toMatchObject({ segments, encoding, left })
  })

  it.each([
    ['Yarın 14:00 randevunuz var', 1, 'turkish', 155 - 27],
    ['a'.repeat(160), 1, 'gsm7', 0],
    ['ş'.repeat(77), 1, 'turkish', 1],
    ['ş'.repeat(78), 2, 'turkish', 149 - 8],
    ['ğ😀', 1, 'ucs2', 67],
  ] as const)('with the Turkish table %j: %i, %s', (text, segments, encoding, left) => {
    expect(countSmsSegments(text, turkish)).toMatchObject({ segments, encoding, left })
  })

  it('the operator’s five characters count', () => {
    expect(countSmsSegments('a'.repeat(155), NETGSM_COUNTING).segments).toBe(1)
    expect(countSmsSegments('a'.repeat(156), NETGSM_COUNTING).segments).toBe(2)
  })

  it('cuts no letter in half: what takes two places goes to the next segment whole', () => {
    // 152 + € in the first would be 154 of 153.
    expect(countSmsSegments(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ segments: 3, units: 306 })
    expect(countSmsSegments(`ş${'a'.repeat(65)}😀${'a'.repeat(66)}`)).toMatchObject({ segments: 3, units: 134 })
  })
})
