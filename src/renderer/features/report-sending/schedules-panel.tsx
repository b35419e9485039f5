import { ActionIcon, Badge, Button, Group, Modal, Stack, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCalendarClock, IconPlayerPause, IconPlayerPlay, IconPlus, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ReportSchedule } from '#shared/contract/report-sending.ts'
import { newId, type ReportRunId } from '#shared/domain/ids.ts'
import type { ReportRhythm } from '#shared/domain/report-sending.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'
import { RowActions } from './recipients-panel.tsx'
import { ScheduleForm } from './schedule-form.tsx'

/** Reports that leave by themselves (row B3). */
export function SchedulesPanel() {
  const { t } = useTranslation('reportSending')
  const format = useFormat()
  const word = useWordProblem()
  const { data: schedules, error } = useQuery(api.reportSchedules.list.queryOptions())
  const { data: lists = [] } = useQuery(api.reportRecipients.lists.queryOptions())
  const [edited, setEdited] = useState<{ schedule: ReportSchedule | null } | null>(null)
  const onError = (problem: unknown) => showProblemToast(word(problem))
  const pause = useMutation(api.reportSchedules.setPaused.mutationOptions({ onError }))
  const remove = useMutation(api.reportSchedules.remove.mutationOptions({ onError }))
  const restore = useMutation(api.reportSchedules.create.mutationOptions({ onError }))
  const runNow = useMutation(
    api.reportSchedules.runNow.mutationOptions({
      onError,
      onSuccess: () => void notifications.show({ message: t('onItsWay'), withBorder: true, role: 'status' }),
    }),
  )
  if (error !== null) return <ProblemNotice error={error} />
  if (schedules === undefined) return null

  function say(rhythm: ReportRhythm): string {
    switch (rhythm.kind) {
      case 'daily':
        return t('says.daily', { at: rhythm.at })
      case 'weekly': {
        const day = t(`weekdays.${String(rhythm.weekday) as '1'}`)
        return t('says.weekly', { day, at: rhythm.at })
      }
      case 'monthly':
        return t('says.monthly', { day: rhythm.day, at: rhythm.at })
      case 'cron':
        return t('says.cron', { pattern: rhythm.pattern })
    }
  }

  function handleRemove(schedule: ReportSchedule): void {
    const { id, name, rhythm, period, sections, content, listId } = schedule
    remove.mutate(
      { id },
      {
        onSuccess: () =>
          showUndoToast(id, t('removed', { name }), () =>
            restore.mutate({ id, name, rhythm, period, sections, content, listId }),
          ),
      },
    )
  }

  return (
    <Stack gap="sm" maw={1080}>
      <SectionHeader
        title={t('schedules')}
        hint={t('schedulesHint')}
        action={
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={lists.length === 0}
            onClick={() => setEdited({ schedule: null })}
          >
            {t('addSchedule')}
          </Button>
        }
      />
      {schedules.length === 0 ? (
        <EmptyState icon={<IconCalendarClock size={32} stroke={1.4} aria-hidden />} title={t('schedulesEmpty')}>
          {t(lists.length === 0 ? 'noList' : 'schedulesEmptyHint')}
        </EmptyState>
      ) : (
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {(['name', 'rhythm', 'list', 'nextAt'] as const).map(key => (
                <Table.Th key={key}>{t(key)}</Table.Th>
              ))}
              <Table.Th>
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {schedules.map(schedule => (
              <Table.Tr key={schedule.id}>
                <Table.Td>
                  {schedule.name}
                  <Text size="xs" c="dimmed">
                    {schedule.lastRunAt === null
                      ? t('never')
                      : t('lastRun', { date: format.dateTime(schedule.lastRunAt) })}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {say(schedule.rhythm)}
                  <Text size="xs" c="dimmed">
                    {t(`reports:periods.${schedule.period}`)} · {t(`contents.${schedule.content}`)}
                  </Text>
                </Table.Td>
                <Table.Td>{lists.find(({ id }) => id === schedule.listId)?.name}</Table.Td>
                <Table.Td className="tabular">
                  {schedule.nextAt === null ? (
                    <Badge variant="light" color="gray">
                      {t('paused')}
                    </Badge>
                  ) : (
                    format.dateTime(schedule.nextAt)
                  )}
                </Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap" justify="flex-end">
                    <Action
                      label={t('runNow', { name: schedule.name })}
                      isLoading={runNow.isPending && runNow.variables.id === schedule.id}
                      onClick={() => runNow.mutate({ id: schedule.id, runId: newId<ReportRunId>() })}
                    >
                      <IconSend size={16} aria-hidden />
                    </Action>
                    <Action
                      label={t(schedule.isPaused ? 'resume' : 'pause', { name: schedule.name })}
                      isLoading={false}
                      onClick={() => pause.mutate({ id: schedule.id, isPaused: !schedule.isPaused })}
                    >
                      {schedule.isPaused ? (
                        <IconPlayerPlay size={16} aria-hidden />
                      ) : (
                        <IconPlayerPause size={16} aria-hidden />
                      )}
                    </Action>
                    <RowActions
                      name={schedule.name}
                      onEdit={() => setEdited({ schedule })}
                      onRemove={() => handleRemove(schedule)}
                    />
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        size="lg"
        title={t(edited?.schedule == null ? 'addSchedule' : 'editSchedule')}
      >
        {edited !== null && <ScheduleForm schedule={edited.schedule} onClose={() => setEdited(null)} />}
      </Modal>
    </Stack>
  )
}

interface ActionProps {
  readonly label: string
  readonly isLoading: boolean
  readonly children: ReactNode
  onClick(): void
}

function Action({ label, isLoading, children, onClick }: ActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} loading={isLoading} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
