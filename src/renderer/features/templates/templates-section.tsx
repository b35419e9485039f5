import { ActionIcon, Badge, Button, Group, Modal, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Template } from '#shared/contract/templates.ts'
import { TemplateCategory } from '#shared/domain/template.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { TemplateForm } from './template-form.tsx'

/** Settings → Templates: the texts that "/" offers in every chat, and that reminders go out with. */
export function TemplatesSection() {
  const { t } = useTranslation('templates')
  const queries = useQueryClient()
  const templates = useQuery(api.templates.list.queryOptions())
  const [edited, setEdited] = useState<Template | null>(null)
  const [isOpen, { open, close }] = useDisclosure(false)
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.templates.key() })
  const restore = useMutation(api.templates.restore.mutationOptions({ onSuccess }))
  const remove = useMutation(api.templates.remove.mutationOptions({ onSuccess }))
  const byCategory = Map.groupBy(templates.data ?? [], ({ category }) => category)

  function show(template: Template | null): void {
    setEdited(template)
    open()
  }

  function handleRemove({ id, name }: Template): void {
    remove.mutate(
      { id },
      {
        onSuccess: () => showUndoToast(`template-${id}`, t('removed', { name }), () => restore.mutate({ id })),
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
      {templates.isError && <ProblemNotice error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.isPending && <Skeleton height={220} />}
      {templates.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {TemplateCategory.options.map(category => {
        const ofCategory = byCategory.get(category)
        if (ofCategory === undefined) return null
        return (
          <TemplateTable
            key={category}
            title={t(`categories.${category}`)}
            templates={ofCategory}
            onEdit={show}
            onRemove={handleRemove}
          />
        )
      })}
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={() => setEdited(null)}
        size="xl"
        title={edited === null ? t('add') : t('editOf', { name: edited.name })}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <TemplateForm template={edited} onClose={close} />
      </Modal>
    </Stack>
  )
}

interface TemplateTableProps {
  readonly title: string
  readonly templates: readonly Template[]
  onEdit(template: Template): void
  onRemove(template: Template): void
}

function TemplateTable({ title, templates, onEdit, onRemove }: TemplateTableProps) {
  const { t } = useTranslation('templates')
  const format = useFormat()
  return (
    <Table.ScrollContainer minWidth={600}>
      <Table highlightOnHover aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{title}</Table.Th>
            <Table.Th w={170}>{t('languages')}</Table.Th>
            <Table.Th w={110}>{t('usage')}</Table.Th>
            <Table.Th w={92}>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {templates.map(template => (
            <Table.Tr key={template.id}>
              <Table.Td maw={0}>
                <Group gap={8} wrap="nowrap">
                  <Text size="sm" fw={500} truncate>
                    {template.name}
                  </Text>
                  {template.channel !== null && (
                    <Badge size="sm" variant="light" color="gray" tt="none" style={{ flex: 'none' }}>
                      {t(`channel.${template.channel}`)}
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {template.variants[0]?.content}
                </Text>
              </Table.Td>
              <Table.Td>
                <Group gap={4}>
                  {template.variants.map(({ language, providerStatus }) => (
                    <Badge
                      key={language}
                      size="sm"
                      variant="default"
                      title={providerStatus === null ? undefined : t(`providerStatus.${providerStatus}`)}
                    >
                      {language}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td className="tabular">
                {template.usageCount === 0
                  ? t('never')
                  : t('times', { count: template.usageCount, formatted: format.number(template.usageCount) })}
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <ActionIcon aria-label={t('editOf', { name: template.name })} onClick={() => onEdit(template)}>
                    <IconPencil size={16} />
                  </ActionIcon>
                  <ActionIcon aria-label={t('removeOf', { name: template.name })} onClick={() => onRemove(template)}>
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
