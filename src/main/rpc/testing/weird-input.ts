import type { z } from 'zod'
import type { Random } from '../../../../scripts/demo/random.ts'

/** Texts that somebody types who means harm, or whose keyboard stuck. */
const TEXTS = [
  '',
  ' ',
  'a',
  '%',
  "'; DROP TABLE messages; --",
  '"*^:-OR NEAR(',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'İıŞşĞğ',
  '👩‍👩‍👧‍👦',
  '\u202egnp.exe',
  '../../../etc/passwd',
  'C:\\Windows\\..',
  '__proto__',
  'constructor',
  '+90 555 123 45 67',
  '+99999999999999999999999999',
  'deniz@example.com',
  'Europe/Istanbul',
  'Mars/Olympus',
  'TR',
  'tr',
  '2026-12-01',
  '9999-12-31',
  'null',
  '{{name}}',
  '<script>alert(1)</script>',
  'x'.repeat(200),
  'ş'.repeat(10_000),
]
const NUMBERS = [0, 1, 2, 5, 50, 200, -1, 0.5, 1e-320, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53 + 2, 8.64e15 + 1, 1e308]
const THINGS: readonly unknown[] = [null, [], {}, true, 0, '', 'x', [[[[]]]], { a: { b: { c: [] } } }, [null, 1, 'x']]

interface Shape {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  options?: z.ZodType[]
  element?: z.ZodType
  entries?: Record<string, unknown>
  values?: unknown[]
}

/**
 * An input that has the form which the schema asks for, as a rule, so that it gets as far as the handler, and is as odd as the
 * schema allows. Now and then it has another form.
 */
export function weirdInput(schema: z.ZodType, random: Random, knownIds: readonly string[]): unknown {
  if (random.chance(0.02)) return random.pick(THINGS)
  const { type, shape = {}, innerType, options, element, entries = {}, values } = schema._zod.def as unknown as Shape
  const inner = (part: z.ZodType) => weirdInput(part, random, knownIds)
  switch (type) {
    case 'object': {
      const fields = Object.entries(shape).filter(() => !random.chance(0.01))
      return Object.fromEntries(fields.map(([name, field]) => [name, inner(field)]))
    }
    case 'optional':
    case 'default':
    case 'prefault':
      return innerType && random.chance(0.6) ? inner(innerType) : undefined
    case 'nullable':
      return innerType && random.chance(0.7) ? inner(innerType) : null
    case 'array':
      return element ? Array.from({ length: random.whole(0, 4) }, () => inner(element)) : []
    case 'record':
      return random.chance(0.3) ? random.pick(THINGS) : { [random.pick(TEXTS)]: random.pick(TEXTS) }
    case 'union':
      return options ? inner(random.pick(options)) : null
    case 'enum':
      return random.pick(Object.values(entries))
    case 'literal':
      return random.pick(values ?? [null])
    case 'boolean':
      return random.chance(0.5)
    case 'string':
      return fitting(schema, random, knownIds) ?? random.pick(TEXTS)
    case 'number':
      return pickFitting(schema, random, NUMBERS) ?? random.pick(NUMBERS)
    default:
      return random.pick(THINGS)
  }
}

/** Ids are there as they are needed: of things that exist, of the wrong things, and of nothing. */
function fitting(schema: z.ZodType, random: Random, knownIds: readonly string[]): unknown {
  const isId = schema.safeParse('00000000-0000-7000-8000-000000000000').success && !schema.safeParse('a b').success
  if (!isId) return pickFitting(schema, random, TEXTS)
  return random.chance(0.8) ? random.pick(knownIds) : random.id(Date.UTC(2026, 0, 1))
}

function pickFitting(schema: z.ZodType, random: Random, candidates: readonly unknown[]): unknown {
  const fit = candidates.filter(candidate => schema.safeParse(candidate).success)
  return fit.length > 0 && random.chance(0.9) ? random.pick(fit) : undefined
}
