import { Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { type LeadId, newId, type TagId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { TagChip } from './tag-chip.tsx'
import { NEW_TAG_COLOR } from './tag-colors.ts'
import { useTags } from './use-tags.ts'

interface LeadTagsProps {
  readonly leadId: LeadId
  readonly tagIds: readonly TagId[]
}

/** The tags of one lead: taken off where they stand, hung on from a list that also takes a new word. */
export function LeadTags({ leadId, tagIds }: LeadTagsProps) {
  const { t } = useTranslation('tags')
  const queries = useQueryClient()
  const { tags, tagOf } = useTags()
  const [isOpen, open] = useDisclosure(false)
  const [typed, setTyped] = useState('')
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.leads.key() }),
      queries.invalidateQueries({ queryKey: api.tags.key() }),
    ])
  const hanging = useMutation({ mutationFn: (tagId: TagId) => rpc.tags.hang({ leadId, tagId }), onSettled })
  const takingOff = useMutation({ mutationFn: (tagId: TagId) => rpc.tags.takeOff({ leadId, tagId }), onSettled })
  const making = useMutation({
    async mutationFn(name: string) {
      const tag = await rpc.tags.create({ id: newId<TagId>(), name, color: NEW_TAG_COLOR })
      await rpc.tags.hang({ leadId, tagId: tag.id })
    },
    onSuccess: () => setTyped(''),
    onSettled,
  })
  const word = typed.trim()
  const found = tags.filter(({ name }) => foldText(name).includes(foldText(word)))
  const isNew = word !== '' && !tags.some(({ name }) => foldText(name) === foldText(word))
  return (
    <Group gap={6} role="group" aria-label={t('title')}>
      {tagIds.map(id => {
        const tag = tagOf(id)
        return tag && <TagChip key={id} tag={tag} onRemove={() => takingOff.mutate(id)} />
      })}
      <Popover opened={isOpen} onChange={open.toggle} position="bottom-start" trapFocus returnFocus width={240}>
        <Popover.Target>
          <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={12} />} onClick={open.toggle}>
            {t('add')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="sm" aria-label={t('add')}>
          <Stack gap="sm">
            <form
              onSubmit={event => {
                event.preventDefault()
                const [only] = found
                if (isNew) making.mutate(word)
                else if (only !== undefined && word !== '' && !tagIds.includes(only.id)) hanging.mutate(only.id)
              }}
            >
              <TextInput
                data-autofocus
                aria-label={t('find')}
                placeholder={t('find')}
                maxLength={40}
                value={typed}
                onChange={event => setTyped(event.currentTarget.value)}
              />
            </form>
            <ScrollArea.Autosize mah={240}>
              <Stack gap={8}>
                {found.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    size="xs"
                    label={name}
                    checked={tagIds.includes(id)}
                    onChange={event => (event.currentTarget.checked ? hanging.mutate(id) : takingOff.mutate(id))}
                  />
                ))}
                {tags.length === 0 && !isNew && (
                  <Text size="sm" c="dimmed">
                    {t('noneYet')}
                  </Text>
                )}
              </Stack>
            </ScrollArea.Autosize>
            {isNew && (
              <Button
                variant="light"
                size="compact-sm"
                leftSection={<IconPlus size={14} />}
                loading={making.isPending}
                onClick={() => making.mutate(word)}
              >
                {t('make', { name: word })}
              </Button>
            )}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}
