import { fieldsOf, type NodeType } from './graph-fields.ts'
import { MetaError, unknownField } from './meta-error.ts'

/** One wish of `fields=a,b{c,d},edge.limit(5){x}`. */
export interface Selected {
  name: string
  modifiers: string
  fields: Selected[] | null
}

export function parseFields(text: string): Selected[] {
  const source = { text, at: 0 }
  const selected = readList(source)
  if (source.at < text.length) throw syntaxError(text)
  return selected
}

function readList(source: { text: string; at: number }): Selected[] {
  const selected: Selected[] = []
  for (;;) {
    const found = /^\s*(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<modifiers>(?:\.\w+\([^)]*\))*)\s*/u.exec(
      source.text.slice(source.at),
    )
    if (!found?.groups) throw syntaxError(source.text)
    source.at += found[0].length
    const { name = '', modifiers = '' } = found.groups
    let fields: Selected[] | null = null
    if (source.text[source.at] === '{') {
      source.at += 1
      fields = readList(source)
      if (source.text[source.at] !== '}') throw syntaxError(source.text)
      source.at += 1
    }
    selected.push({ name, modifiers, fields })
    if (source.text[source.at] !== ',') return selected
    source.at += 1
  }
}

function syntaxError(text: string): MetaError {
  return new MetaError({
    code: 2500,
    message: `Syntax error "Expected end of string instead of "${text.slice(0, 20)}"." `,
  })
}

/** A node as it is told: the fields that were asked for and have a value; without a wish only what the node tells by itself. */
export function select(
  type: NodeType,
  node: Readonly<Record<string, unknown>>,
  wish: string | undefined,
  { byDefault = ['id', 'name'], besides = [] }: { byDefault?: readonly string[]; besides?: readonly string[] } = {},
): Record<string, unknown> {
  const names = wish === undefined ? byDefault : [...parseFields(wish).map(({ name }) => name), 'id']
  const known = fieldsOf(type)
  const unknown = names.find(name => !known.includes(name) && !besides.includes(name))
  if (unknown !== undefined) throw unknownField(unknown, type)
  const entries = [...new Set(names)].map(name => [name, node[name]] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null))
}
