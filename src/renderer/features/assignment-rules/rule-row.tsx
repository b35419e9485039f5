import { ActionIcon, Group, Menu, Switch, Text, UnstyledButton } from '@mantine/core'
import { IconArrowRight, IconDots, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { AssignmentRule } from '#shared/contract/assignment-rules.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './assignment-section.module.css'
import { type RuleNames, wordRule } from './rule-words.ts'

interface RuleRowProps {
  readonly rule: AssignmentRule
  readonly names: RuleNames
  /** 1 for the first. */
  readonly place: number
  readonly of: number
  readonly isDragged: boolean
  onDragStart(): void
  onDragEnd(): void
  onDrop(): void
  onMove(by: -1 | 1): void
  onToggle(isActive: boolean): void
  onEdit(): void
  onRemove(): void
}

export function RuleRow(props: RuleRowProps) {
  const { rule, names, place, of, isDragged, onDragStart, onDragEnd, onDrop, onMove, onToggle, onEdit, onRemove } =
    props
  const { t } = useTranslation('assignmentRules')
  const [isTarget, setIsTarget] = useState(false)
  const { which, who } = wordRule(rule, t, names)

  function handleKeyDown(event: React.KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }

  return (
    <li
      className={classes.row}
      data-dragged={isDragged || undefined}
      data-target={isTarget || undefined}
      onDragOver={event => {
        event.preventDefault()
        setIsTarget(true)
      }}
      onDragLeave={() => setIsTarget(false)}
      onDrop={event => {
        event.preventDefault()
        setIsTarget(false)
        onDrop()
      }}
    >
      <UnstyledButton
        className={classes.handle}
        draggable
        aria-label={t('move', { name: rule.name, place, of })}
        title={t('moveHint')}
        onDragStart={event => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', rule.name)
          onDragStart()
        }}
        onDragEnd={onDragEnd}
        onKeyDown={handleKeyDown}
      >
        <IconGripVertical size={16} aria-hidden="true" />
      </UnstyledButton>
      <Text size="sm" c="dimmed" className="tabular">
        {place}
      </Text>
      <div className={classes.words} data-is-off={!rule.isActive || undefined}>
        <Text size="sm" fw={500} truncate>
          {rule.name}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {which}
        </Text>
        <Group gap={4} wrap="nowrap">
          <IconArrowRight size={14} className={classes.arrow} aria-hidden />
          <Text size="xs" lineClamp={2}>
            {who}
          </Text>
        </Group>
      </div>
      <Switch
        size="sm"
        aria-label={t('activeOf', { name: rule.name })}
        checked={rule.isActive}
        onChange={event => onToggle(event.currentTarget.checked)}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('actionsOf', { name: rule.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
            {t('edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={onRemove}>
            {t('remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
