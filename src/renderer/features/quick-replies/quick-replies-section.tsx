import { ActionIcon, Button, Group, Modal, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuickReply } from '#shared/contract/quick-replies.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { QuickReplyForm } from './quick-reply-form.tsx'

/** Settings → Quick replies: the texts that "/" offers in every chat. */
export function QuickRepliesSection() {
  const { t } = useTranslation('quickReplies')
  const format = useFormat()
  const queries = useQueryClient()
  const replies = useQuery(api.quickReplies.list.queryOptions())
  const [edited, setEdited] = useState<QuickReply | null>(null)
  const [isOpen, { open, close }] = useDisclosure(false)
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.quickReplies.key() })
  const restore = useMutation(api.quickReplies.restore.mutationOptions({ onSuccess }))
  const remove = useMutation(api.quickReplies.remove.mutationOptions({ onSuccess }))

  function show(reply: QuickReply | null): void {
    setEdited(reply)
    open()
  }

  function handleRemove({ id, name }: QuickReply): void {
    remove.mutate(
      { id },
      {
        onSuccess: () => showUndoToast(`quick-reply-${id}`, t('removed', { name }), () => restore.mutate({ id })),
      },
    )
  }

  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <Button leftSection={<IconPlus size={16} />} onClick={() => show(null)}>
            {t('add')}
          </Button>
        }
      />
      {replies.isError && <ProblemNotice error={replies.error} onRetry={() => void replies.refetch()} />}
      {replies.isPending && <Skeleton height={220} />}
      {replies.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {replies.data !== undefined && replies.data.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('reply')}</Table.Th>
                <Table.Th w={80}>{t('languageShort')}</Table.Th>
                <Table.Th w={110}>{t('usage')}</Table.Th>
                <Table.Th w={92}>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {replies.data.map(reply => (
                <Table.Tr key={reply.id}>
                  <Table.Td maw={0}>
                    <Text size="sm" fw={500} truncate>
                      {reply.name}
                    </Text>
                    <Text size="xs" c="dimmed" lineClamp={2}>
                      {reply.content}
                    </Text>
                  </Table.Td>
                  <Table.Td>{reply.language.toUpperCase()}</Table.Td>
                  <Table.Td className="tabular">
                    {reply.usageCount === 0
                      ? t('never')
                      : t('times', { count: reply.usageCount, formatted: format.number(reply.usageCount) })}
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} wrap="nowrap" justify="flex-end">
                      <ActionIcon aria-label={t('editOf', { name: reply.name })} onClick={() => show(reply)}>
                        <IconPencil size={16} />
                      </ActionIcon>
                      <ActionIcon aria-label={t('removeOf', { name: reply.name })} onClick={() => handleRemove(reply)}>
                        <IconTrash size={16} />
                      </ActionIcon>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={() => setEdited(null)}
        size="lg"
        title={edited === null ? t('add') : t('editOf', { name: edited.name })}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <QuickReplyForm reply={edited} onClose={close} />
      </Modal>
    </Stack>
  )
}
