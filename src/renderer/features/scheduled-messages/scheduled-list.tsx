import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconClockShare, IconPaperclip } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ScheduledMessage } from '#shared/contract/scheduled-messages.ts'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ScheduleForm } from './schedule-form.tsx'

/** What was written to leave later: of one chat, or of all of them. In a chat nothing is said where nothing waits. */
export function ScheduledList({ conversationId }: { readonly conversationId: ConversationId | null }) {
  const { t } = useTranslation('scheduledMessages')
  const format = useFormat()
  const queries = useQueryClient()
  const { data, error } = useQuery(api.scheduledMessages.list.queryOptions({ input: { conversationId } }))
  const [edited, setEdited] = useState<ScheduledMessage | null>(null)
  const { data: lead } = useQuery(
    api.leads.get.queryOptions({ input: { id: edited?.leadId ?? ('' as LeadId) }, enabled: edited !== null }),
  )
  const renew = () => queries.invalidateQueries({ queryKey: api.scheduledMessages.key() })
  const cancel = useMutation(api.scheduledMessages.cancel.mutationOptions({ onSettled: renew }))
  const sendNow = useMutation(api.scheduledMessages.sendNow.mutationOptions({ onSettled: renew }))
  const update = useMutation(
    api.scheduledMessages.update.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess() {
        await renew()
        setEdited(null)
      },
    }),
  )
  if (error !== null) return conversationId === null ? <ProblemNotice error={error} /> : null
  if (data === undefined || data.length === 0) {
    if (conversationId !== null || data === undefined) return null
    return (
      <EmptyState icon={<IconClockShare size={32} stroke={1.4} aria-hidden="true" />} title={t('empty')}>
        {t('emptyHint')}
      </EmptyState>
    )
  }
  return (
    <Stack gap="xs" px="md" py="xs" role="list" aria-label={t('tab')}>
      {data.map(message => {
        const when = format.dateTime(message.sendAt)
        return (
          <Group key={message.id} role="listitem" justify="space-between" wrap="nowrap" gap="md">
            <div style={{ minWidth: 0 }}>
              <Group gap={8} wrap="nowrap">
                <Text size="xs" fw={600} className="tabular" style={{ flex: 'none' }}>
                  {when}
                </Text>
                {conversationId === null && (
                  <Anchor
                    size="xs"
                    renderRoot={props => (
                      <Link
                        to="/inbox/$conversationId"
                        params={{ conversationId: message.conversationId }}
                        {...props}
                      />
                    )}
                  >
                    {message.leadName}
                  </Anchor>
                )}
                <Text size="xs" c={message.state === 'planned' ? 'dimmed' : 'red'} truncate>
                  {message.state === 'planned'
                    ? message.cancelsOnReply && t('onlyWithoutReply')
                    : t(`states.${message.state}`)}
                </Text>
              </Group>
              <Group gap={6} wrap="nowrap">
                {message.file !== null && (
                  <Group gap={4} wrap="nowrap" style={{ flex: 'none', maxWidth: '60%' }}>
                    <IconPaperclip size={14} aria-hidden="true" />
                    <Text size="sm" truncate>
                      {message.file.name}
                    </Text>
                  </Group>
                )}
                <Text size="sm" truncate c={message.file === null ? undefined : 'dimmed'}>
                  {message.body}
                </Text>
              </Group>
            </div>
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-xs"
                variant={message.state === 'planned' ? 'default' : 'filled'}
                aria-label={t('sendNowOf', { when })}
                loading={sendNow.isPending && sendNow.variables.id === message.id}
                onClick={() => sendNow.mutate({ id: message.id })}
              >
                {t('sendNow')}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('editOf', { when })}
                onClick={() => setEdited(message)}
              >
                {t('edit')}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={t('cancelOf', { when })}
                onClick={() => cancel.mutate({ id: message.id })}
              >
                {t('cancel')}
              </Button>
            </Group>
          </Group>
        )
      })}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={t('title')}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        {edited !== null && (
          <ScheduleForm
            key={edited.id}
            initial={edited}
            text={edited.body}
            fileNames={edited.file === null ? [] : [edited.file.name]}
            localTime={lead?.localTime ?? null}
            error={update.error}
            isPending={update.isPending}
            onSave={scheduled => update.mutate({ id: edited.id, version: edited.version, ...scheduled })}
          />
        )}
      </Modal>
    </Stack>
  )
}
