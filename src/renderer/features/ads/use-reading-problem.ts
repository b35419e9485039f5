import type { SyncProblem } from '#shared/domain/meta-sync.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSyncWords } from '../meta-leads/use-sync-words.ts'

/** What a person mends where the connection is made; everything else passes by itself. */
const MENDED_AT_META = ['needs-login', 'permission', 'not-found', 'wrong-app-secret', 'app-not-approved'] as const
/** Said otherwise where figures are read than where entries of forms are. */
const OWN_WORDS = [...MENDED_AT_META, 'too-much-data', 'blocked', 'too-old', 'refused', 'unexpected-answer'] as const

/** Why figures could not be read, with what is to be done. */
export function useReadingProblem() {
  const { t } = useTranslation('ads')
  const words = useSyncWords()

  function wordProblem(problem: SyncProblem): string {
    const code = OWN_WORDS.find(own => own === problem.code)
    return code === undefined ? words.wordProblem(problem) : words.wordSaid(t(`problems.${code}`), problem)
  }

  return {
    wordProblem,
    isMendedAtMeta: ({ code }: SyncProblem) => MENDED_AT_META.some(mended => mended === code),
  }
}
