import type { Template } from '#shared/contract/templates.ts'
import { foldText } from '#shared/domain/fold-text.ts'

/** Those in which every word of the search occurs; whose name begins with it come first, then in their order. */
export function findTemplates(templates: readonly Template[], search: string): readonly Template[] {
  const words = foldText(search).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return templates
  const found = templates.filter(({ name, variants }) => {
    const text = foldText([name, ...variants.map(({ content }) => content)].join(' '))
    return words.every(word => text.includes(word))
  })
  const start = words.join(' ')
  const [inName, elsewhere] = [true, false].map(wanted =>
    found.filter(({ name }) => foldText(name).startsWith(start) === wanted),
  )
  return [...(inName ?? []), ...(elsewhere ?? [])]
}
