import { ActionIcon, Badge, Button, Group, Modal, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconAddressBook, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportList, ReportRecipient } from '#shared/contract/report-sending.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'
import { ListForm } from './list-form.tsx'
import { RecipientForm } from './recipient-form.tsx'

/** Row A21: who gets reports, and the lists they stand in. */
export function RecipientsPanel() {
  const { t } = useTranslation('reportSending')
  const format = useFormat()
  const word = useWordProblem()
  const { data: recipients, error } = useQuery(api.reportRecipients.list.queryOptions())
  const { data: lists = [] } = useQuery(api.reportRecipients.lists.queryOptions())
  const [edited, setEdited] = useState<{ recipient: ReportRecipient | null } | null>(null)
  const [editedList, setEditedList] = useState<{ list: ReportList | null } | null>(null)
  const onError = (problem: unknown) => showProblemToast(word(problem))
  const remove = useMutation(api.reportRecipients.remove.mutationOptions({ onError }))
  const restore = useMutation(api.reportRecipients.create.mutationOptions({ onError }))
  const removeList = useMutation(api.reportRecipients.removeList.mutationOptions({ onError }))
  const restoreList = useMutation(api.reportRecipients.createList.mutationOptions({ onError }))
  if (error !== null) return <ProblemNotice error={error} />
  if (recipients === undefined) return null

  function handleRemove({ version: _, consentedAt, hasLeft: _left, ...recipient }: ReportRecipient): void {
    remove.mutate(
      { id: recipient.id },
      {
        onSuccess: () =>
          showUndoToast(recipient.id, t('removed', { name: recipient.name }), () =>
            restore.mutate({ ...recipient, hasConsented: consentedAt !== null }),
          ),
      },
    )
  }

  function handleRemoveList({ version: _, ...list }: ReportList): void {
    removeList.mutate(
      { id: list.id },
      { onSuccess: () => showUndoToast(list.id, t('removed', { name: list.name }), () => restoreList.mutate(list)) },
    )
  }

  return (
    <Stack gap="xl" maw={1080}>
      <Stack gap="sm">
        <SectionHeader
          title={t('recipients')}
          hint={t('recipientsHint')}
          action={
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited({ recipient: null })}>
              {t('addRecipient')}
            </Button>
          }
        />
        {recipients.length === 0 ? (
          <EmptyState icon={<IconAddressBook size={32} stroke={1.4} aria-hidden />} title={t('recipientsEmpty')}>
            {t('recipientsEmptyHint')}
          </EmptyState>
        ) : (
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                {(['name', 'address', 'role', 'language', 'consent'] as const).map(key => (
                  <Table.Th key={key}>{t(key)}</Table.Th>
                ))}
                <Table.Th>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {recipients.map(one => (
                <Table.Tr key={one.id}>
                  <Table.Td>{one.name}</Table.Td>
                  <Table.Td>
                    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                      {one.address}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {t(`channels.${one.channel}`)}
                    </Text>
                  </Table.Td>
                  <Table.Td>{t(`roleShort.${one.audience}`)}</Table.Td>
                  <Table.Td>{t(`languages.${one.locale}`)}</Table.Td>
                  <Table.Td>
                    {one.hasLeft || one.consentedAt === null ? (
                      <Badge variant="light" color="orange">
                        {t(one.hasLeft ? 'left' : 'noConsent')}
                      </Badge>
                    ) : (
                      <Text size="sm">{t('consentSince', { date: format.date(one.consentedAt) })}</Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <RowActions
                      name={one.name}
                      onEdit={() => setEdited({ recipient: one })}
                      onRemove={() => handleRemove(one)}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
      {recipients.length > 0 && (
        <Stack gap="sm">
          <SectionHeader
            title={t('lists')}
            hint={t('listsHint')}
            action={
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setEditedList({ list: null })}
              >
                {t('addList')}
              </Button>
            }
          />
          {lists.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('listsEmpty')}
            </Text>
          )}
          {lists.map(list => (
            <Group key={list.id} justify="space-between" wrap="nowrap">
              <div style={{ minWidth: 0 }}>
                <Text size="sm" fw={500}>
                  {list.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {recipients
                    .filter(({ id }) => list.recipientIds.includes(id))
                    .map(({ name }) => name)
                    .join(', ') || t('membersCount', { count: 0 })}
                </Text>
              </div>
              <RowActions
                name={list.name}
                onEdit={() => setEditedList({ list })}
                onRemove={() => handleRemoveList(list)}
              />
            </Group>
          ))}
        </Stack>
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={t(edited?.recipient == null ? 'addRecipient' : 'editRecipient')}
      >
        {edited !== null && <RecipientForm recipient={edited.recipient} onClose={() => setEdited(null)} />}
      </Modal>
      <Modal
        opened={editedList !== null}
        onClose={() => setEditedList(null)}
        title={t(editedList?.list == null ? 'addList' : 'editList')}
      >
        {editedList !== null && <ListForm list={editedList.list} onClose={() => setEditedList(null)} />}
      </Modal>
    </Stack>
  )
}

interface RowActionsProps {
  readonly name: string
  onEdit(): void
  onRemove(): void
}

export function RowActions({ name, onEdit, onRemove }: RowActionsProps) {
  const { t } = useTranslation('reportSending')
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ActionIcon variant="subtle" color="gray" aria-label={t('edit', { name })} onClick={onEdit}>
        <IconPencil size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('remove', { name })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
