import { ActionIcon, Badge, Menu, Select, UnstyledButton } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDots, IconFlag, IconGripVertical, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Stage } from '#shared/contract/stages.ts'
import { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EditableName } from '../../ui/editable-name.tsx'
import { StageColorChoice } from './stage-color-choice.tsx'
import classes from './stages-section.module.css'

interface StageRowProps {
  readonly stage: Stage
  /** 1 for the first. */
  readonly place: number
  readonly of: number
  readonly isDragged: boolean
  onDragStart(): void
  onDragEnd(): void
  onDrop(): void
  onMove(by: -1 | 1): void
  /** Told before the list without it is there. */
  onRemoved(): void
}

export function StageRow({
  stage,
  place,
  of,
  isDragged,
  onDragStart,
  onDragEnd,
  onDrop,
  onMove,
  onRemoved,
}: StageRowProps) {
  const { t } = useTranslation('stages')
  const queries = useQueryClient()
  const [isTarget, setIsTarget] = useState(false)
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.stages.key() })
  const update = useMutation(api.stages.update.mutationOptions({ onSuccess }))
  const makeDefault = useMutation(api.stages.makeDefault.mutationOptions({ onSuccess }))
  const remove = useMutation(
    api.stages.remove.mutationOptions({
      onSuccess() {
        onRemoved()
        return onSuccess()
      },
    }),
  )

  function save(change: Partial<Pick<Stage, 'name' | 'outcome' | 'color'>>): Promise<unknown> {
    const { id, version, name, outcome, color } = stage
    return update.mutateAsync({ id, version, name, outcome, color, ...change })
  }

  function handleKeyDown(event: React.KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }

  function handleRemove(): void {
    modals.openConfirmModal({
      title: t('stages:removeTitle', { name: stage.name }),
      children: t('stages:removeHint'),
      labels: { confirm: t('stages:remove'), cancel: t('frame:cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ id: stage.id }),
    })
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
        aria-label={t('stages:moveLabel', { name: stage.name, place, of })}
        title={t('stages:moveHint')}
        onDragStart={event => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', stage.name)
          onDragStart()
        }}
        onDragEnd={onDragEnd}
        onKeyDown={handleKeyDown}
      >
        <IconGripVertical size={16} aria-hidden="true" />
      </UnstyledButton>
      <StageColorChoice
        name={stage.name}
        color={stage.color}
        onChange={color => void save({ color }).catch(() => undefined)}
      />
      <EditableName name={stage.name} label={t('stages:name')} maxLength={60} onSave={name => save({ name })} />
      <Select
        size="sm"
        aria-label={t('stages:outcomeOf', { name: stage.name })}
        allowDeselect={false}
        data={StageOutcome.options.map(value => ({ value, label: t(`stages:outcome.${value}`) }))}
        value={stage.outcome}
        onChange={outcome =>
          outcome !== null && void save({ outcome: StageOutcome.parse(outcome) }).catch(() => undefined)
        }
      />
      <span>
        {stage.isDefault && (
          <Badge variant="light" size="sm" tt="none" fw={500}>
            {t('stages:default')}
          </Badge>
        )}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('stages:actionsOf', { name: stage.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFlag size={16} />}
            disabled={stage.isDefault}
            onClick={() => makeDefault.mutate({ id: stage.id })}
          >
            {t('stages:makeDefault')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            color="red"
            disabled={stage.isDefault}
            onClick={handleRemove}
          >
            {stage.isDefault ? t('stages:removeNotDefault') : t('stages:remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
