import type { z } from 'zod'

/** Texts that fit what the contract asks for, tried in this order. */
const TEXTS = [
  'a text long enough',
  'deniz@example.com',
  'Europe/Istanbul',
  'TR',
  'tr',
  'TRY',
  '2026-12-01',
  '12345',
  'act_12345',
  'localhost',
  '09:00',
  'data:image/png;base64,iVBORw0KGgo=',
]
const NUMBERS = [1, 0, 15]

interface Shape {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  options?: z.ZodType[]
  element?: z.ZodType
  entries?: Record<string, unknown>
  values?: unknown[]
}

/** What stands for each id of the contract; what is not named becomes an id that nothing has. */
export type KnownIds = ReadonlyMap<z.ZodType, unknown>

export interface InputPlace {
  path: string[]
  schema: z.ZodType
}

/**
 * An input that the schema accepts, so that a walk over all procedures reaches their handlers. What may be left out is left out,
 * unless it is one of the known ids.
 */
export function sampleInput(schema: z.ZodType, known: KnownIds): unknown {
  if (known.has(schema)) return known.get(schema)
  const { type, shape = {}, innerType, options = [], element, entries = {}, values = [] } = definitionOf(schema)
  switch (type) {
    case 'object': {
      const fields = Object.entries(shape).map(([name, field]) => [name, sampleInput(field, known)])
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
    }
    case 'optional':
    case 'default':
    case 'prefault':
      return innerType && leadsToKnown(innerType, known) ? sampleInput(innerType, known) : undefined
    case 'nullable':
      return innerType && leadsToKnown(innerType, known) ? sampleInput(innerType, known) : null
    case 'union':
      return options[0] && sampleInput(options[0], known)
    case 'array':
      return element && [sampleInput(element, known)]
    case 'record':
      return {}
    case 'enum':
      return Object.values(entries)[0]
    case 'literal':
      return values[0]
    case 'boolean':
      return true
    case 'string':
      return fitting(schema, [...TEXTS, crypto.randomUUID()])
    case 'number':
      return fitting(schema, NUMBERS)
    default:
      throw new Error(`The walk has no sample for a ${type}: add one to sample-input.ts`)
  }
}

/** Where in an input the given ids stand. */
export function findIdPlaces(schema: z.ZodType, ids: ReadonlySet<z.ZodType>, path: string[] = []): InputPlace[] {
  if (ids.has(schema)) return [{ path, schema }]
  const { shape = {}, innerType, options = [], element } = definitionOf(schema)
  return [
    ...Object.entries(shape).flatMap(([name, field]) => findIdPlaces(field, ids, [...path, name])),
    ...[innerType, element, ...options].flatMap(inner => (inner ? findIdPlaces(inner, ids, path) : [])),
  ]
}

function leadsToKnown(schema: z.ZodType, known: KnownIds): boolean {
  if (known.has(schema)) return true
  const { innerType, options = [] } = definitionOf(schema)
  return [innerType, ...options].some(inner => inner !== undefined && leadsToKnown(inner, known))
}

function fitting(schema: z.ZodType, candidates: readonly unknown[]): unknown {
  const found = candidates.find(candidate => schema.safeParse(candidate).success)
  if (found === undefined)
    throw new Error('Nothing in sample-input.ts fits a schema of the contract: add a text that does')
  return found
}

function definitionOf(schema: z.ZodType): Shape {
  return schema._zod.def as unknown as Shape
}
