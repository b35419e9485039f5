import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportRecipient } from '#shared/contract/report-sending.ts'
import type { ReportRequest } from '#shared/contract/reports.ts'
import { newId, type ReportListId, type ReportRecipientId, type ReportRunId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface SendReportProps {
  readonly request: ReportRequest
  onClose(): void
}

/** Row B3: the report that is shown goes to whom is chosen here. */
export function SendReport({ request, onClose }: SendReportProps) {
  const { t } = useTranslation('reportSending')
  const { data: recipients = [] } = useQuery(api.reportRecipients.list.queryOptions())
  const { data: lists = [] } = useQuery(api.reportRecipients.lists.queryOptions())
  const [people, setPeople] = useState<string[]>([])
  const [chosenLists, setChosenLists] = useState<string[]>([])
  // One id for one wish: an impatient second click is the same report.
  const [id] = useState(() => newId<ReportRunId>())
  const send = useMutation(
    api.reportRuns.send.mutationOptions({
      meta: { isProblemShown: true },
      onSuccess() {
        notifications.show({ message: t('onItsWay'), withBorder: true, role: 'status' })
        onClose()
      },
    }),
  )
  const members = lists.filter(list => chosenLists.includes(list.id)).flatMap(list => list.recipientIds as string[])
  const reached = recipients.filter(one => mayGet(one) && (people.includes(one.id) || members.includes(one.id)))
  const { period, sections, audience } = request

  function handleSend(): void {
    send.mutate({
      ...{ id, period, sections, content: audience === 'customer' ? 'key_figures' : 'by_role' },
      recipientIds: people as ReportRecipientId[],
      listIds: chosenLists as ReportListId[],
    })
  }

  return (
    <Modal opened onClose={onClose} title={t('sendTitle')} size="md">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('sendHint')}
        </Text>
        {audience === 'customer' && <Alert variant="light">{t('onlyKeyFigures')}</Alert>}
        {recipients.length === 0 && <Text size="sm">{t('nobodyYet')}</Text>}
        {lists.length > 0 && (
          <Checkbox.Group label={t('lists')} value={chosenLists} onChange={setChosenLists}>
            <Stack gap={6} mt={6}>
              {lists.map(list => (
                <Checkbox
                  key={list.id}
                  value={list.id}
                  label={list.name}
                  description={t('membersCount', { count: list.recipientIds.length })}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {recipients.length > 0 && (
          <Checkbox.Group label={t('people')} value={people} onChange={setPeople}>
            <Stack gap={6} mt={6}>
              {recipients.map(one => (
                <Checkbox
                  key={one.id}
                  value={one.id}
                  disabled={!mayGet(one)}
                  label={one.name}
                  description={[
                    t(`channels.${one.channel}`),
                    t(`roleShort.${one.audience}`),
                    t(`languages.${one.locale}`),
                    ...(one.hasLeft ? [t('left')] : one.consentedAt === null ? [t('noConsent')] : []),
                  ].join(' · ')}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {send.error !== null && <ProblemNotice error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button disabled={reached.length === 0} loading={send.isPending} onClick={handleSend}>
            {reached.length === 0 ? t('send') : t('sendTo', { count: reached.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function mayGet({ consentedAt, hasLeft }: ReportRecipient): boolean {
  return consentedAt !== null && !hasLeft
}
