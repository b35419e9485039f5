import { SegmentedControl, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportRequest } from '#shared/contract/reports.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import classes from './reports.module.css'

/** The report exactly as it would leave. */
export function Preview({ request }: { readonly request: ReportRequest | null }) {
  const { t } = useTranslation('reports')
  const [shown, setShown] = useState<'mail' | 'message'>('mail')
  const { data, error, refetch, isPlaceholderData } = useQuery(
    api.reports.preview.queryOptions({
      input: request ?? { period: { kind: 'yesterday' }, sections: ['leads'], audience: 'manager', locale: 'tr' },
      enabled: request !== null,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  )
  if (request === null) return <Text c="dimmed">{t('chooseSection')}</Text>
  return (
    <section className={classes.preview} aria-label={t('preview')}>
      <SegmentedControl
        size="xs"
        aria-label={t('shownAs')}
        value={shown}
        data={[
          { value: 'mail', label: t('asMail') },
          { value: 'message', label: t('asMessage') },
        ]}
        onChange={value => setShown(value === 'message' ? 'message' : 'mail')}
        style={{ alignSelf: 'flex-start' }}
      />
      {data === undefined && error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <Delayed>
          <Skeleton height={480} />
        </Delayed>
      )}
      {data !== undefined &&
        (shown === 'mail' ? (
          // Without any right: no script, no form, no way out.
          <iframe
            sandbox=""
            title={t('preview')}
            srcDoc={data.html}
            className={`${classes.sheet} ${isPlaceholderData ? classes.stale : ''}`}
          />
        ) : (
          <div className={`${classes.message} ${isPlaceholderData ? classes.stale : ''}`}>
            <div className={classes.bubble}>{data.text}</div>
          </div>
        ))}
    </section>
  )
}
