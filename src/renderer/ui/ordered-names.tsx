import { ActionIcon, Button, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { EditableName } from './editable-name.tsx'
import classes from './ordered-names.module.css'

interface Named {
  readonly id: string
  readonly name: string
}

interface OrderedNamesProps<Item extends Named> {
  readonly label: string
  readonly items: readonly Item[]
  readonly isReadOnly: boolean
  readonly maxLength: number
  readonly words: {
    readonly name: string
    readonly add: string
    readonly placeholder: string
    readonly empty: string
    readonly up: (name: string) => string
    readonly down: (name: string) => string
    readonly remove: (name: string) => string
    readonly moved: (name: string, place: number, of: number) => string
  }
  onAdd(name: string): Promise<unknown>
  onRename(item: Item, name: string): Promise<unknown>
  onReorder(ids: Item['id'][]): void
  onRemove(item: Item): void
}

/** A short list of names in an order of the office's own: added at the end, renamed in place, moved by one. */
export function OrderedNames<Item extends Named>(props: OrderedNamesProps<Item>) {
  const { label, items, isReadOnly, maxLength, words, onAdd, onRename, onReorder, onRemove } = props
  const [typed, setTyped] = useState('')
  const [announcement, setAnnouncement] = useState('')

  function move(item: Item, from: number, by: -1 | 1): void {
    const ids = items.map(({ id }) => id)
    ids.splice(from, 1)
    ids.splice(from + by, 0, item.id)
    onReorder(ids)
    setAnnouncement(words.moved(item.name, from + by + 1, items.length))
  }

  function add(): void {
    const name = typed.trim()
    if (name === '') return
    void onAdd(name).then(
      () => setTyped(''),
      () => undefined,
    )
  }

  return (
    <Stack gap="xs">
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.empty}
        </Text>
      )}
      <ol className={classes.names} aria-label={label}>
        {items.map((item, index) => (
          <li key={item.id} className={classes.row}>
            <EditableName
              name={item.name}
              label={words.name}
              maxLength={maxLength}
              isReadOnly={isReadOnly}
              onSave={name => onRename(item, name)}
            />
            {!isReadOnly && (
              <Group gap={2} wrap="nowrap">
                <ActionIcon
                  aria-label={words.up(item.name)}
                  disabled={index === 0}
                  onClick={() => move(item, index, -1)}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  aria-label={words.down(item.name)}
                  disabled={index === items.length - 1}
                  onClick={() => move(item, index, 1)}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon aria-label={words.remove(item.name)} onClick={() => onRemove(item)}>
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <form
          onSubmit={event => {
            event.preventDefault()
            add()
          }}
        >
          <Group gap="xs" maw={460} wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={words.placeholder}
              placeholder={words.placeholder}
              maxLength={maxLength}
              value={typed}
              onChange={event => setTyped(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" leftSection={<IconPlus size={16} />} disabled={typed.trim() === ''}>
              {words.add}
            </Button>
          </Group>
        </form>
      )}
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
    </Stack>
  )
}
