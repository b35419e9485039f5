import { useInfiniteQuery } from '@tanstack/react-query'
import type { SyncRun } from '#shared/contract/meta-leads.ts'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { RunHistory, RunTable, type ShownRun } from './run-history.tsx'
import { useSyncWords } from './use-sync-words.ts'

interface SyncHistoryProps {
  readonly isOpen: boolean
  readonly connectionId: MetaConnectionId
  readonly onClose: () => void
}

/** What each fetch brought. */
export function SyncHistory({ isOpen, connectionId, onClose }: SyncHistoryProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <RunHistory isOpen={isOpen} title={t('historyTitle')} onClose={onClose}>
      <Runs connectionId={connectionId} />
    </RunHistory>
  )
}

function Runs({ connectionId }: { readonly connectionId: MetaConnectionId }) {
  const { t } = useTranslation('metaLeads')
  const { wordOutcome, wordProblem } = useSyncWords()
  const runs = useInfiniteQuery(
    api.metaLeads.runs.infiniteOptions({
      input: (cursor: string | null) => ({ connectionId, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )

  function show(run: SyncRun): ShownRun {
    const outcome = wordOutcome(run)
    const isFine = run.state === 'succeeded'
    return {
      ...{ id: run.id, startedAt: run.startedAt, endedAt: run.endedAt, isFine },
      what: t(`triggers.${run.trigger}`),
      outcome: isFine ? outcome : [t(`states.${run.state}`), outcome].filter(part => part !== '').join(' · '),
      problems: run.problems.map(problem => ({ text: wordProblem(problem), isGood: problem.code === 'gap_healed' })),
    }
  }

  return <RunTable runs={runs} show={show} />
}
