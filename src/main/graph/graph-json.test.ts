import { expect, it } from 'vitest'
import { GraphId, GraphTime, parseGraphJson } from './graph-json.ts'

it('keeps every digit of ids that come as numbers, and leaves all other numbers alone', () => {
  const text =
    '{"id":120210000000000037,"list":[ 120210000000000074 , -9007199254740993],"share":0.1234567890123456,"n":1763626530,"text":"id:120210000000000111,"}'
  expect(parseGraphJson(text)).toEqual({
    id: '120210000000000037',
    list: ['120210000000000074', '-9007199254740993'],
    share: 0.1234567890123456,
    n: 1_763_626_530,
    text: 'id:120210000000000111,',
  })
})

it('makes one kind of id of both', () => {
  expect([GraphId.parse('120210000000000037'), GraphId.parse(1098)]).toEqual(['120210000000000037', '1098'])
  expect(GraphId.safeParse('').success).toBe(false)
})

it("reads Meta's times", () => {
  expect(GraphTime.parse('2026-11-19T08:15:30+0000')).toBe(Date.UTC(2026, 10, 19, 8, 15, 30))
  expect(GraphTime.parse('2026-11-19T11:15:30+03:00')).toBe(Date.UTC(2026, 10, 19, 8, 15, 30))
  expect(GraphTime.parse(1_763_626_530)).toBe(1_763_626_530_000)
  expect(GraphTime.safeParse('dün').success).toBe(false)
})
