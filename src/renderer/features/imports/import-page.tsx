import { Badge, Button, Skeleton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ImportId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ImportResult } from './import-result.tsx'
import { ImportUnderWay } from './import-under-way.tsx'
import { ImportWizard } from './import-wizard.tsx'
import classes from './imports.module.css'
import { stateColors } from './imports-page.tsx'

/** How often something that is under way is asked how far it is. */
const PROGRESS_MS = 500
const UNDER_WAY = ['checking', 'running', 'undoing']

/** One file of people, from what it seems to be to what became of it. */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const { importId } = useParams({ strict: false })
  const id = importId as ImportId
  const { data, error, refetch } = useQuery(
    api.imports.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data && UNDER_WAY.includes(state.data.state) ? PROGRESS_MS : false),
    }),
  )
  return (
    <Page
      title={data?.fileName ?? t('title')}
      filters={
        data && (
          <Badge variant="light" tt="none" fw={500} color={stateColors[data.state] ?? 'gray'}>
            {t(`states.${data.state}`)}
          </Badge>
        )
      }
      actions={
        <Button component={Link} to="/leads/import" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {t('toImports')}
        </Button>
      }
    >
      <div className={classes.body}>{content()}</div>
    </Page>
  )

  function content() {
    if (data === undefined) {
      return error === null ? <Skeleton height={320} /> : <ProblemNotice error={error} onRetry={() => void refetch()} />
    }
    if (['uploading', 'draft', 'checked'].includes(data.state)) return <ImportWizard key={id} draft={data} />
    return UNDER_WAY.includes(data.state) ? <ImportUnderWay current={data} /> : <ImportResult ended={data} />
  }
}
