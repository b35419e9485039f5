import { useQuery } from '@tanstack/react-query'
import type { EmojiData } from 'frimousse'
import type { Locale } from '#shared/domain/locale.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { SKIN_TONES } from './emoji-memory.ts'
import { drawnHere, isDrawn } from './emoji-support.ts'

/** Emojibase's groups by their numbers; 2 are parts of others. */
const GROUPS = {
  0: 'smileys',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
} as const

/** The emoji of this language that can be drawn here. They lie beside the page (`scripts/emoji-data.ts`) and are read once. */
export function useEmojiData(locale: Locale) {
  const { t } = useTranslation('emoji')
  return useQuery({
    queryKey: ['emoji', locale],
    queryFn: async ({ signal }): Promise<EmojiData> => {
      const answer = await fetch(new URL(`emoji/${locale}.json`, document.baseURI), { signal })
      if (!answer.ok) throw new Error(`The emoji answered ${answer.status}`)
      const all = (await answer.json()) as EmojiData['emojis']
      return { locale, emojis: drawnHere(all, isDrawn), ...wordsOf(t) }
    },
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

function wordsOf(t: Translate<'emoji'>): Pick<EmojiData, 'categories' | 'skinTones'> {
  return {
    categories: Object.entries(GROUPS).map(([index, name]) => ({ index: Number(index), label: t(`groups.${name}`) })),
    skinTones: Object.fromEntries(
      SKIN_TONES.filter(tone => tone !== 'none').map(tone => [tone, t(`tones.${tone}`)]),
    ) as EmojiData['skinTones'],
  }
}
