import { ActionIcon, Button, Checkbox, Group, Popover, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { useState } from 'react'
import { LeadColumn } from '#shared/contract/lead-views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { moved } from '../../ui/moved.ts'
import classes from './column-picker.module.css'
import { USUAL_COLUMNS } from './lead-columns.ts'
import type { ChosenColumns } from './use-lead-columns.ts'

/** Which columns the list shows, and in which order. */
export function ColumnPicker({ chosen }: { readonly chosen: ChosenColumns }) {
  const { t } = useTranslation('leadLists')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover position="bottom-end" width={320} opened={isOpen} onChange={setIsOpen} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('columns.choose')} disabled={isOpen}>
          <ActionIcon size={26} aria-label={t('columns.choose')} onClick={() => setIsOpen(!isOpen)}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('columns.title')}>
        <Choices chosen={chosen} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** The shown ones above, in their order, the others below. What is pressed counts at once, however long it takes to be kept. */
function Choices({ chosen: { columns: kept, isUsual, isOfView, choose } }: { readonly chosen: ChosenColumns }) {
  const { t } = useTranslation('leadLists')
  const [columns, setColumns] = useState(kept)
  const [announcement, setAnnouncement] = useState('')
  const others = LeadColumn.options.filter(column => !columns.includes(column))

  function change(next: readonly LeadColumn[]): void {
    setColumns(next)
    choose(next)
  }

  function handleReset(): void {
    choose(null)
    setColumns(USUAL_COLUMNS)
  }

  function move(column: LeadColumn, by: -1 | 1): void {
    const from = columns.indexOf(column)
    change(moved(columns, from, from + by))
    setAnnouncement(
      t('columns.moved', { column: t(`columnNames.${column}`), place: from + by + 1, of: columns.length }),
    )
  }

  return (
    <>
      <Text size="xs" c="dimmed" px={6} pb={6}>
        {t(isOfView ? 'columns.ofView' : 'columns.hint')}
      </Text>
      <ul className={classes.columns} aria-label={t('columns.title')}>
        {[...columns, ...others].map(column => {
          const name = t(`columnNames.${column}`)
          const place = columns.indexOf(column)
          const isShown = place !== -1
          return (
            <li key={column} className={classes.column}>
              <Checkbox
                size="xs"
                label={name}
                checked={isShown}
                onChange={() => change(isShown ? columns.filter(one => one !== column) : [...columns, column])}
              />
              {isShown && (
                <Group gap={2} wrap="nowrap">
                  <ActionIcon
                    size={22}
                    aria-label={t('columns.up', { column: name })}
                    disabled={place === 0}
                    onClick={() => move(column, -1)}
                  >
                    <IconArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size={22}
                    aria-label={t('columns.down', { column: name })}
                    disabled={place === columns.length - 1}
                    onClick={() => move(column, 1)}
                  >
                    <IconArrowDown size={14} />
                  </ActionIcon>
                </Group>
              )}
            </li>
          )
        })}
      </ul>
      <Button variant="subtle" size="compact-sm" mt={6} disabled={isUsual} onClick={handleReset}>
        {t('columns.reset')}
      </Button>
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
    </>
  )
}
