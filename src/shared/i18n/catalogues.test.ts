import { describe, expect, it } from 'vitest'
import { catalogues } from './catalogues.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Words that are the same in both languages on purpose. */
const sameInBoth = new Set(['whatsapp', 'lead', 'form', 'video', 'sms', 'ctrl', 'santral'])

const tr = flatten(catalogues.tr)
const en = flatten(catalogues.en)

describe('the Turkish and the English catalogue', () => {
  it('hold the same keys', () => {
    expect([...tr.keys()].toSorted()).toEqual([...en.keys()].toSorted())
  })

  it('use the same placeholders and marks in every sentence', () => {
    for (const [key, sentence] of tr) {
      expect({ key, uses: placeholders(sentence) }).toEqual({ key, uses: placeholders(en.get(key) ?? '') })
    }
  })

  it('leave nothing empty, and no stray spaces', () => {
    for (const [key, sentence] of [...tr, ...en]) {
      expect(sentence.trim(), key).not.toBe('')
      expect(sentence, key).toBe(sentence.trim())
      expect(sentence, key).not.toMatch(/ {2}/u)
    }
  })

  it('are really translated', () => {
    const same = [...tr].filter(([key, sentence]) => en.get(key) === sentence && hasWords(sentence))
    expect(same.map(([key]) => key)).toEqual([])
  })

  it('have every plural form of their language, and no other', () => {
    for (const [locale, catalogue] of [
      ['tr', tr],
      ['en', en],
    ] as const) {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
      const plurals = Map.groupBy(
        [...catalogue.keys()].filter(key => /_(?:zero|one|two|few|many|other)$/u.test(key)),
        key => key.replace(/_[a-z]+$/u, ''),
      )
      for (const [key, members] of plurals) {
        expect({ key, forms: members.map(member => member.slice(key.length + 1)).toSorted() }).toEqual({ key, forms })
      }
    }
  })
})

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, sentence] of flatten(value, `${prefix}${key}.`)) flat.set(inner, sentence)
  }
  return flat
}

/** `{{name}}` and `<b>`, whatever their order: two languages order a sentence differently. */
function placeholders(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<\/?\w+\/?>/gu)].map(([found]) => found))].toSorted()
}

function hasWords(sentence: string): boolean {
  const words = sentence.replace(/\{\{[^}]*\}\}|<[^>]*>/gu, '').match(/\p{L}+/gu) ?? []
  return words.some(word => word.length > 1 && !sameInBoth.has(word.toLowerCase()))
}
