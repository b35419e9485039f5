import { useInfiniteQuery } from '@tanstack/react-query'
import type { InsightRun } from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { RunHistory, RunTable, type ShownRun } from '../meta-leads/run-history.tsx'
import { useReadingProblem } from './use-reading-problem.ts'

interface ReadingHistoryProps {
  readonly accountId: AdAccountId | null
  readonly onClose: () => void
}

/** What each reading of an account brought. */
export function ReadingHistory({ accountId, onClose }: ReadingHistoryProps) {
  const { t } = useTranslation('ads')
  return (
    <RunHistory isOpen={accountId !== null} title={t('history')} onClose={onClose}>
      {accountId !== null && <Runs accountId={accountId} />}
    </RunHistory>
  )
}

function Runs({ accountId }: { readonly accountId: AdAccountId }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const { wordProblem } = useReadingProblem()
  const runs = useInfiniteQuery(
    api.insights.runs.infiniteOptions({
      input: (cursor: string | null) => ({ accountId, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )

  function show(run: InsightRun): ShownRun {
    const figures = { changed: format.number(run.changed), fetched: format.number(run.fetched) }
    const days =
      run.fromOn === null || run.toOn === null
        ? null
        : t('daysRead', { from: format.calendarDay(run.fromOn), to: format.calendarDay(run.toOn) })
    return {
      ...{ id: run.id, startedAt: run.startedAt, endedAt: run.endedAt, isFine: run.state === 'succeeded' },
      what: t(`kinds.${run.kind}`),
      outcome: [t(`states.${run.state}`), t('changed', figures), days].filter(part => part !== null).join(' · '),
      problems: run.problem === null ? [] : [{ text: wordProblem(run.problem), isGood: false }],
    }
  }

  return <RunTable runs={runs} show={show} />
}
