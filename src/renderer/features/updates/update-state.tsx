import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Updates } from '#shared/contract/updates.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface UpdateStateProps {
  readonly state: Updates['state']
  readonly isAdmin: boolean
}

/** How far the program is with its update, in words, with what can be done next. */
export function UpdateState({ state, isAdmin }: UpdateStateProps) {
  const { t } = useTranslation('updates')
  const format = useFormat()
  const queries = useQueryClient()
  const show = (next: Updates) => queries.setQueryData(api.updates.get.queryKey(), next)
  const check = useMutation(api.updates.check.mutationOptions({ onSuccess: show, meta: { isProblemShown: true } }))
  const download = useMutation(api.updates.download.mutationOptions({ onSuccess: show }))
  const cancel = useMutation(api.updates.cancelDownload.mutationOptions({ onSuccess: show }))
  const install = useMutation(api.updates.install.mutationOptions())
  const downloadButton = isAdmin && (
    <Button size="compact-sm" leftSection={<IconDownload size={14} />} onClick={() => download.mutate({})}>
      {t('download')}
    </Button>
  )

  function content() {
    switch (state.kind) {
      case 'unasked':
        return <Text size="sm">{t('unasked')}</Text>
      case 'checking':
        return <Text size="sm">{t('checking')}</Text>
      case 'newest':
        return (
          <Group gap="xs">
            <IconCircleCheck size={18} color="var(--mantine-color-green-6)" aria-hidden="true" />
            <Text size="sm">{t('newest', { when: format.dateTime(state.at) })}</Text>
          </Group>
        )
      case 'available':
        return (
          <Alert color="blue" variant="light" title={t('available', { version: state.version })}>
            <Stack gap="xs" align="flex-start">
              {t(isAdmin ? 'availableHint' : 'availableForOthers')}
              {downloadButton}
            </Stack>
          </Alert>
        )
      case 'downloading':
        return (
          <Stack gap={6}>
            <Group justify="space-between">
              <Text size="sm">{t('downloading', { version: state.version })}</Text>
              <Text size="xs" c="dimmed" className="tabular">
                {format.percent(state.percent)}
              </Text>
            </Group>
            <Progress value={state.percent} aria-label={t('downloading', { version: state.version })} />
            {isAdmin && (
              <Group>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={cancel.isPending}
                  onClick={() => cancel.mutate({})}
                >
                  {t('cancel')}
                </Button>
              </Group>
            )}
          </Stack>
        )
      case 'ready':
        return (
          <Alert color="green" variant="light" title={t('ready', { version: state.version })}>
            <Stack gap="xs" align="flex-start">
              {t(isAdmin ? 'readyHint' : 'availableForOthers')}
              {isAdmin && (
                <Button size="compact-sm" loading={install.isPending} onClick={() => install.mutate({})}>
                  {t('install')}
                </Button>
              )}
            </Stack>
          </Alert>
        )
      case 'failed':
        return (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />}>
            <Stack gap="xs" align="flex-start">
              {t(`failed.${state.problem}`, { when: format.dateTime(state.at) })}
              {state.version !== null && downloadButton}
            </Stack>
          </Alert>
        )
      default:
        return null
    }
  }

  const canCheck = state.kind !== 'downloading' && state.kind !== 'ready'
  return (
    <Stack gap="xs" role="status">
      {content()}
      {check.isError && <ProblemNotice error={check.error} />}
      {canCheck && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={check.isPending || state.kind === 'checking'}
            onClick={() => check.mutate({})}
          >
            {t('check')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
