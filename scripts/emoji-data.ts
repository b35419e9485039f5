import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import { z } from 'zod'
import { foldText } from '../src/shared/domain/fold-text.ts'

const require = createRequire(import.meta.url)

const EmojibaseEmoji = z.object({
  emoji: z.string(),
  label: z.string(),
  version: z.number(),
  order: z.number().optional(),
  group: z.number().optional(),
  subgroup: z.number().optional(),
  tags: z.array(z.string()).default([]),
  skins: z.array(z.object({ emoji: z.string(), tone: z.union([z.number(), z.array(z.number())]) })).default([]),
})
type EmojibaseEmoji = z.infer<typeof EmojibaseEmoji>

const Annotations = z.object({
  annotations: z.object({
    annotations: z.record(
      z.string(),
      z.object({ default: z.array(z.string()).default([]), tts: z.array(z.string()).default([]) }),
    ),
  }),
})

const Messages = z.object({ subgroups: z.array(z.object({ key: z.string(), order: z.number() })) })

/** As the picker takes it, without the words of the groups, which stand in the catalogues. */
export interface PickerEmoji {
  readonly emoji: string
  readonly category: number
  readonly label: string
  readonly version: number
  /** Folded as what is searched is folded. */
  readonly tags: readonly string[]
  readonly countryFlag?: true
  readonly skins?: Readonly<Record<string, string>>
}

const LOCALES = ['en', 'tr'] as const
type EmojiLocale = (typeof LOCALES)[number]
const TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark']
const JOINER = '\u200d'
/** Skin tones and hair by themselves: parts of others. */
const COMPONENTS = 2

/** A sign that is a picture by itself needs no mark that it is one: phones send it without, and compare letter by letter. */
function asPhonesSend(emoji: string): string {
  return emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1')
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Every emoji with its name and what it is found by. */
export function emojiData(locale: EmojiLocale): readonly PickerEmoji[] {
  const all = z.array(EmojibaseEmoji).parse(readJson(require.resolve('emojibase-data/en/data.json')))
  const { subgroups } = Messages.parse(readJson(require.resolve('emojibase-data/en/messages.json')))
  const flags = subgroups.find(({ key }) => key === 'country-flag')?.order
  const words = locale === 'tr' ? turkishWords() : (emoji: EmojibaseEmoji) => ({ name: emoji.label, tags: emoji.tags })
  return all
    .filter(({ group }) => group !== undefined && group !== COMPONENTS)
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .map(emoji => {
      const { name, tags } = words(emoji)
      const skins = emoji.skins.flatMap(({ tone, emoji: toned }) =>
        typeof tone === 'number' ? [[TONES[tone - 1] ?? 'medium', asPhonesSend(toned)] as const] : [],
      )
      return {
        emoji: asPhonesSend(emoji.emoji),
        category: emoji.group ?? 0,
        label: name.charAt(0).toLocaleUpperCase(locale) + name.slice(1),
        version: emoji.version,
        tags: [...new Set([name, ...tags].map(foldText))],
        ...(emoji.subgroup === flags ? { countryFlag: true as const } : {}),
        ...(skins.length === 0 ? {} : { skins: Object.fromEntries(skins) }),
      }
    })
}

/**
 * Emojibase has no Turkish. Unicode's own names are complete for single emoji; those that are put together (families, flags) have
 * theirs in a table of their own that is derived from the parts, and so are they here.
 */
function turkishWords(): (emoji: EmojibaseEmoji) => { name: string; tags: readonly string[] } {
  const { annotations } = Annotations.parse(
    readJson(require.resolve('cldr-annotations-full/annotations/tr/annotations.json')),
  ).annotations
  const regions = new Intl.DisplayNames('tr', { type: 'region' })
  const find = (emoji: string) => annotations[emoji] ?? annotations[emoji.replaceAll('\ufe0f', '')]
  const nameOf = (emoji: string) => find(emoji)?.tts[0]

  function nameOfJoined(emoji: string): string | undefined {
    const parts = emoji.split(JOINER)
    if (parts.length === 1) return undefined
    if (parts.at(-1)?.startsWith('➡')) {
      const still = parts.slice(0, -1).join(JOINER)
      return `${nameOf(still) ?? nameOfJoined(still) ?? ''}, sağa bakan`
    }
    const people = parts.filter(part => !/^(?:❤|💋)/u.test(part)).map(part => nameOf(part) ?? part)
    if (parts.includes('💋')) return `${nameOf('💏')}: ${people.join(', ')}`
    if (parts.some(part => part.startsWith('❤'))) return `${nameOf('💑')}: ${people.join(', ')}`
    if (parts.every(part => /^[👨👩👦👧🧑🧒]$/u.test(part))) return `${nameOf('👪')}: ${people.join(', ')}`
    return `${people[0]}: ${people.slice(1).join(', ')}`
  }

  function nameOfFlag(emoji: string): string | undefined {
    const letters = [...emoji].map(sign => (sign.codePointAt(0) ?? 0) - 0x1f1e6)
    if (letters.length === 2 && letters.every(letter => letter >= 0 && letter < 26)) {
      return `bayrak: ${regions.of(String.fromCharCode(...letters.map(letter => letter + 65)))}`
    }
    const part =
      PARTS_OF_BRITAIN[
        [...emoji]
          .slice(1, -1)
          .map(sign => String.fromCharCode((sign.codePointAt(0) ?? 0) - 0xe0000))
          .join('')
      ]
    return part === undefined ? undefined : `bayrak: ${part}`
  }

  return ({ emoji }) => {
    const known = find(emoji)
    const keycap = emoji === '🔟' ? 'tuş: 10' : emoji.endsWith('\u20e3') ? `tuş: ${emoji.charAt(0)}` : undefined
    const name = known?.tts[0] ?? keycap ?? nameOfFlag(emoji) ?? nameOfJoined(emoji)
    if (name === undefined) throw new Error(`No Turkish name for ${emoji}`)
    return { name, tags: known?.default ?? [] }
  }
}

const PARTS_OF_BRITAIN: Readonly<Record<string, string>> = { gbeng: 'İngiltere', gbsct: 'İskoçya', gbwls: 'Galler' }

/** Puts `emoji/<locale>.json` beside the built page, and answers for it while developing: no emoji is ever asked of a network. */
export function emojiFiles(): Plugin {
  return {
    name: 'santral:emoji-files',
    generateBundle() {
      for (const locale of LOCALES) {
        this.emitFile({ type: 'asset', fileName: `emoji/${locale}.json`, source: JSON.stringify(emojiData(locale)) })
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const locale = LOCALES.find(one => request.url === `/emoji/${one}.json`)
        if (locale === undefined) return next()
        response.setHeader('Content-Type', 'application/json; charset=utf-8')
        response.end(JSON.stringify(emojiData(locale)))
      })
    },
  }
}
