import { ActionIcon, Button, Group, Menu, Select, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { StageColor } from '#shared/contract/stages.ts'
import type { Tag } from '#shared/contract/tags.ts'
import { newId, type TagId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EditableName } from '../../ui/editable-name.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { TagDot } from './tag-chip.tsx'
import { NEW_TAG_COLOR } from './tag-colors.ts'

/** Settings → Tags: the words that the office hangs on its leads. */
export function TagsSection() {
  const { t } = useTranslation('tags')
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.tags.key() })
  const tags = useQuery(api.tags.list.queryOptions())
  const { data: counts = [] } = useQuery(api.tags.counts.queryOptions())
  const create = useMutation(api.tags.create.mutationOptions({ onSettled }))
  const [typed, setTyped] = useState('')
  const leadsOf = (id: TagId) => counts.find(({ tagId }) => tagId === id)?.leads ?? 0
  return (
    <Stack gap="md">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {tags.isError && <ProblemNotice error={tags.error} onRetry={() => void tags.refetch()} />}
      {tags.isPending && <Skeleton height={160} />}
      {tags.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noneYet')}
        </Text>
      )}
      {tags.data !== undefined && tags.data.length > 0 && (
        <Table maw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th w={150}>{t('color')}</Table.Th>
              <Table.Th w={90} ta="end">
                {t('leads')}
              </Table.Th>
              <Table.Th w={48} aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tags.data.map(tag => (
              <TagRow key={tag.id} tag={tag} leads={leadsOf(tag.id)} others={tags.data} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          const name = typed.trim()
          if (name === '') return
          create.mutate({ id: newId<TagId>(), name, color: NEW_TAG_COLOR }, { onSuccess: () => setTyped('') })
        }}
      >
        <Group gap="xs">
          <TextInput
            aria-label={t('newName')}
            placeholder={t('newName')}
            maxLength={40}
            w={280}
            value={typed}
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={typed.trim() === ''}
            loading={create.isPending}
          >
            {t('add')}
          </Button>
        </Group>
      </form>
    </Stack>
  )
}

function TagRow({ tag, leads, others }: { readonly tag: Tag; readonly leads: number; readonly others: Tag[] }) {
  const { t } = useTranslation('tags')
  const format = useFormat()
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.tags.key() }),
      queries.invalidateQueries({ queryKey: api.leads.key() }),
    ])
  const update = useMutation(api.tags.update.mutationOptions({ onSettled }))
  const merge = useMutation(api.tags.merge.mutationOptions({ onSettled }))
  const remove = useMutation(api.tags.remove.mutationOptions({ onSettled }))
  const { id, version, name, color } = tag

  function handleRemove(): void {
    modals.openConfirmModal({
      title: t('removeTitle', { name }),
      children: <Text size="sm">{t('removeText', { count: leads, formatted: format.number(leads) })}</Text>,
      labels: { confirm: t('remove'), cancel: t('frame:cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ id }),
    })
  }

  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <TagDot color={color} />
          <EditableName
            name={name}
            label={t('name')}
            maxLength={40}
            isReadOnly={false}
            onSave={next => update.mutateAsync({ id, version, name: next, color })}
          />
        </Group>
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={t('colorOf', { name })}
          allowDeselect={false}
          data={StageColor.options.map(value => ({ value, label: t(`colors.${value}`) }))}
          value={color}
          onChange={value => {
            if (value !== null) update.mutate({ id, version, name, color: StageColor.parse(value) })
          }}
        />
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {format.number(leads)}
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('actionsOf', { name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {others.length > 1 && <Menu.Label>{t('mergeInto')}</Menu.Label>}
            {others
              .filter(other => other.id !== id)
              .map(other => (
                <Menu.Item
                  key={other.id}
                  leftSection={<TagDot color={other.color} />}
                  onClick={() => merge.mutate({ keepId: other.id, absorbId: id })}
                >
                  {other.name}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item color="red" onClick={handleRemove}>
              {t('remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  )
}
