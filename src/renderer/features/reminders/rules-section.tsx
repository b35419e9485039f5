import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Group,
  Modal,
  Skeleton,
  Stack,
  Switch,
  Table,
  Text,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReminderRule } from '#shared/contract/reminders.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { useAppointmentTypes } from '../appointments/use-appointments.ts'
import { wordRule } from './reminder-words.ts'
import { RuleForm } from './rule-form.tsx'

/** Settings → Reminders: what goes out around appointments by itself. */
export function ReminderRulesSection() {
  const { t } = useTranslation('reminders')
  const queries = useQueryClient()
  const rules = useQuery(api.reminders.rules.queryOptions())
  const { data: templates = [] } = useQuery(api.templates.list.queryOptions())
  const types = useAppointmentTypes()
  const [edited, setEdited] = useState<ReminderRule | null>(null)
  const [isOpen, { open, close }] = useDisclosure(false)
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.reminders.key() })
  const update = useMutation(api.reminders.updateRule.mutationOptions({ onSuccess }))
  const remove = useMutation(api.reminders.removeRule.mutationOptions({ onSuccess }))
  const create = useMutation(api.reminders.createRule.mutationOptions({ onSuccess }))

  function show(rule: ReminderRule | null): void {
    setEdited(rule)
    open()
  }

  function handleActive({ templateId, ...rule }: ReminderRule, isActive: boolean): void {
    if (templateId !== null) update.mutate({ ...rule, templateId, isActive })
  }

  function handleRemove({ version: _, templateId, ...rule }: ReminderRule): void {
    remove.mutate(
      { id: rule.id },
      {
        onSuccess: () =>
          templateId !== null &&
          showUndoToast(`reminder-rule-${rule.id}`, t('removed'), () => create.mutate({ ...rule, templateId })),
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
      {rules.isError && <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />}
      {update.error !== null && <ProblemNotice error={update.error} />}
      {rules.isPending && <Skeleton height={220} />}
      {rules.data !== undefined && !rules.data.some(({ isActive }) => isActive) && (
        <Alert variant="light" color="yellow" p="sm">
          {t('allOff')}
        </Alert>
      )}
      {rules.data !== undefined && rules.data.length > 0 && (
        <Table.ScrollContainer minWidth={640}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={64}>{t('active')}</Table.Th>
                <Table.Th>{t('rule')}</Table.Th>
                <Table.Th>{t('template')}</Table.Th>
                <Table.Th w={210}>{t('channels')}</Table.Th>
                <Table.Th w={92}>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rules.data.map(rule => {
                const words = wordRule(t, rule)
                const typeName = types.find(({ id }) => id === rule.typeId)?.name ?? t('everyType')
                const template = templates.find(({ id }) => id === rule.templateId)
                return (
                  <Table.Tr key={rule.id}>
                    <Table.Td>
                      <Switch
                        aria-label={t('activeOf', { rule: words })}
                        checked={rule.isActive}
                        disabled={rule.templateId === null}
                        onChange={event => handleActive(rule, event.currentTarget.checked)}
                      />
                    </Table.Td>
                    <Table.Td>
                      <Group gap={8}>
                        <Text size="sm" fw={500}>
                          {words}
                        </Text>
                        {rule.asksReply && (
                          <Badge size="sm" variant="light" tt="none">
                            {t('asks')}
                          </Badge>
                        )}
                      </Group>
                      <Text size="xs" c="dimmed">
                        {typeName}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm" c={template === undefined ? 'red' : undefined}>
                        {template?.name ?? t('noTemplate')}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{rule.channels.map(channel => t(`channel.${channel}`)).join(' → ')}</Text>
                    </Table.Td>
                    <Table.Td>
                      <Group gap={4} wrap="nowrap" justify="flex-end">
                        <ActionIcon aria-label={t('editOf', { rule: words })} onClick={() => show(rule)}>
                          <IconPencil size={16} />
                        </ActionIcon>
                        <ActionIcon aria-label={t('removeOf', { rule: words })} onClick={() => handleRemove(rule)}>
                          <IconTrash size={16} />
                        </ActionIcon>
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={() => setEdited(null)}
        size="lg"
        title={edited === null ? t('add') : t('editOf', { rule: wordRule(t, edited) })}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <RuleForm rule={edited} onClose={close} />
      </Modal>
    </Stack>
  )
}
