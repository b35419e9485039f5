import type { SyncRun } from '#shared/contract/meta-leads.ts'
import type { SyncProblem } from '#shared/domain/meta-sync.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** What a fetch brought and met, in words. */
export function useSyncWords() {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()

  function wordProblem(problem: SyncProblem): string {
    const { code, entries } = problem
    const sentence = t([`problems.${code}`, 'problems.other'] as never, {
      entries: entries === null ? '' : format.number(entries),
    }) as string
    return wordSaid(sentence, problem)
  }

  /** With Meta's own sentence and number, where it gave them: whoever helps will ask for those. */
  function wordSaid(problem: string, { metaCode, metaSubcode, metaText, formName }: SyncProblem): string {
    const sentence = formName === null ? problem : t('problemInForm', { form: formName, problem })
    const says = metaText === null ? [] : [t('metaSays', { text: metaText })]
    const number = [metaCode, metaSubcode].filter(part => part !== null).join('/')
    return [sentence, ...says, ...(number === '' ? [] : [`(${t('code', { code: number })})`])].join(' ')
  }

  function wordOutcome({ fetched, stored, updated, duplicates, failed, state }: SyncRun): string {
    const figures = {
      fetched: format.number(fetched),
      stored: format.number(stored),
      updated: format.number(updated),
      duplicates: format.number(duplicates),
      failed: format.number(failed),
    }
    const parts = [
      stored > 0 ? t('result.stored', figures) : state === 'succeeded' || fetched > 0 ? t('result.nothing') : null,
      updated > 0 ? t('result.updated', figures) : null,
      duplicates > 0 ? t('result.duplicates', figures) : null,
      failed > 0 ? t('result.failed', figures) : null,
    ]
    return parts.filter(part => part !== null).join(' · ')
  }

  return { wordProblem, wordSaid, wordOutcome }
}
