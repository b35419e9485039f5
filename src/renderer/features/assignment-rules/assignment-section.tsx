import { Button, Modal, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AssignmentRule } from '#shared/contract/assignment-rules.ts'
import type { AssignmentRuleId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { useOrder } from '../../ui/use-order.ts'
import classes from './assignment-section.module.css'
import { RuleForm } from './rule-form.tsx'
import { RuleRow } from './rule-row.tsx'
import { RulesTried } from './rules-tried.tsx'
import { useRuleChoices } from './use-rule-choices.ts'

/** Settings → Assignment: whose a new lead becomes, rule by rule. */
export function AssignmentSection() {
  const { t } = useTranslation('assignmentRules')
  const queries = useQueryClient()
  const { names } = useRuleChoices()
  const list = useQuery(api.assignmentRules.list.queryOptions())
  const rules = list.data ?? []
  const [edited, setEdited] = useState<AssignmentRule | null>(null)
  const [isOpen, { open, close }] = useDisclosure(false)
  const [dragged, setDragged] = useState<AssignmentRuleId | null>(null)
  const [announcement, setAnnouncement] = useState('')
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.assignmentRules.key() })
  const update = useMutation(api.assignmentRules.update.mutationOptions({ onSuccess }))
  const remove = useMutation(api.assignmentRules.remove.mutationOptions({ onSuccess }))
  const restore = useMutation(api.assignmentRules.restore.mutationOptions({ onSuccess }))
  const move = useOrder({
    items: rules,
    queryKey: api.assignmentRules.list.queryKey(),
    save: ids => rpc.assignmentRules.reorder({ ids }),
  })

  function show(rule: AssignmentRule | null): void {
    setEdited(rule)
    open()
  }

  function handleMove(rule: AssignmentRule, to: number): void {
    if (move(rule.id, to)) setAnnouncement(t('movedTo', { name: rule.name, place: to + 1, of: rules.length }))
  }

  function handleDrop(to: number): void {
    const rule = rules.find(({ id }) => id === dragged)
    setDragged(null)
    if (rule !== undefined) handleMove(rule, to)
  }

  function handleRemove({ id, name }: AssignmentRule): void {
    remove.mutate(
      { id },
      {
        onSuccess: () => showUndoToast(`assignment-rule-${id}`, t('removed', { name }), () => restore.mutate({ id })),
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
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={160} />}
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {rules.length > 0 && (
        <ol className={classes.rules} aria-label={t('listLabel')}>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              names={names}
              place={index + 1}
              of={rules.length}
              isDragged={rule.id === dragged}
              onDragStart={() => setDragged(rule.id)}
              onDragEnd={() => setDragged(null)}
              onDrop={() => handleDrop(index)}
              onMove={by => handleMove(rule, index + by)}
              onToggle={isActive => update.mutate({ ...rule, isActive })}
              onEdit={() => show(rule)}
              onRemove={() => handleRemove(rule)}
            />
          ))}
        </ol>
      )}
      <RulesTried rules={rules} names={names} />
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={() => setEdited(null)}
        size="lg"
        title={edited === null ? t('addTitle') : t('editTitle')}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <RuleForm rule={edited} onClose={close} />
      </Modal>
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
    </Stack>
  )
}
