import { ActionIcon, Button, Group, Menu, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTableExport, IconTag, IconTrash, IconUserCircle, IconX } from '@tabler/icons-react'
import type { BulkAction } from '#shared/contract/bulk-actions.ts'
import type { LeadCount } from '#shared/contract/lead-filter.ts'
import type { StageId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ExportLeads } from '../lead-exports/export-leads.tsx'
import { StageDot } from '../leads/stage-mark.tsx'
import { useColleagues, useStages } from '../leads/use-office-people.ts'
import { askReason } from '../rejection-reasons/ask-reason.tsx'
import { TagDot } from '../tags/tag-chip.tsx'
import { useTags } from '../tags/use-tags.ts'
import classes from './bulk-bar.module.css'
import { DeleteMany } from './delete-many.tsx'
import { useBulkRun } from './use-bulk-run.ts'
import type { LeadPicks } from './use-lead-selection.ts'

interface BulkBarProps {
  readonly picks: LeadPicks
  /** How many the filter finds; undefined while it is counted. */
  readonly found: LeadCount | undefined
}

const MENU_HEIGHT = 360

/** What can be done with the picked leads at once. It stands where the counts stood, so that the list does not jump. */
export function BulkBar({ picks, found }: BulkBarProps) {
  const { t } = useTranslation('bulkActions')
  const format = useFormat()
  const { role } = useSignedInStaff()
  const { stages, stageOf } = useStages()
  const { active } = useColleagues()
  const { tags } = useTags()
  const { start, isStarting } = useBulkRun()
  const [isDeleting, deleting] = useDisclosure(false)
  const [isExporting, exporting] = useDisclosure(false)
  const total = found === undefined ? null : `${format.number(found.count)}${found.isMore ? '+' : ''}`
  const count = picks.isAll ? (found?.count ?? 0) : picks.count
  const hasMore = !picks.isAll && found !== undefined && (found.isMore || found.count > picks.count)

  function run(action: BulkAction): void {
    start(picks.selection(), action, picks.clear)
  }

  function handleStage(stageId: StageId): void {
    if (stageOf(stageId)?.outcome !== 'rejected') run({ kind: 'stage', stageId, reason: null })
    else askReason(null, reason => run({ kind: 'stage', stageId, reason }))
  }

  return (
    <div className={classes.bar} role="toolbar" aria-label={t('toolbar')}>
      <ActionIcon aria-label={t('clear')} onClick={picks.clear}>
        <IconX size={16} />
      </ActionIcon>
      <Text size="sm" fw={600} role="status" className="tabular">
        {picks.isAll
          ? t('allPicked', { formatted: total ?? '…' })
          : t('picked', { count, formatted: format.number(count) })}
      </Text>
      {hasMore && total !== null && (
        <UnstyledButton className={classes.link} onClick={picks.pickAll}>
          {t('pickAll', { formatted: total })}
        </UnstyledButton>
      )}
      <Group gap={6} ml="auto" wrap="nowrap">
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-sm" loading={isStarting}>
              {t('stage')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={MENU_HEIGHT} className={classes.menu}>
            {stages.map(({ id, name, color }) => (
              <Menu.Item key={id} leftSection={<StageDot color={color} />} onClick={() => handleStage(id)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-sm" leftSection={<IconUserCircle size={14} />}>
              {t('owner')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={MENU_HEIGHT} className={classes.menu}>
            {active.map(({ id, name }) => (
              <Menu.Item key={id} onClick={() => run({ kind: 'owner', ownerId: id })}>
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => run({ kind: 'owner', ownerId: null })}>{t('nobody')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end" closeOnItemClick>
          <Menu.Target>
            <Button variant="default" size="compact-sm" leftSection={<IconTag size={14} />}>
              {t('tag')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={MENU_HEIGHT} className={classes.menu}>
            {tags.length === 0 && <Menu.Label>{t('noTags')}</Menu.Label>}
            {tags.length > 0 && <Menu.Label>{t('addTag')}</Menu.Label>}
            {tags.map(({ id, name, color }) => (
              <Menu.Item
                key={id}
                leftSection={<TagDot color={color} />}
                onClick={() => run({ kind: 'add_tag', tagId: id })}
              >
                {name}
              </Menu.Item>
            ))}
            {tags.length > 0 && <Menu.Label>{t('removeTag')}</Menu.Label>}
            {tags.map(({ id, name, color }) => (
              <Menu.Item
                key={id}
                leftSection={<TagDot color={color} />}
                aria-label={t('removeTagNamed', { name })}
                onClick={() => run({ kind: 'remove_tag', tagId: id })}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconTableExport size={14} />}
          onClick={exporting.open}
        >
          {t('export')}
        </Button>
        {seesAllLeads(role) && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            leftSection={<IconTrash size={14} />}
            onClick={deleting.open}
          >
            {t('delete')}
          </Button>
        )}
      </Group>
      {isExporting && <ExportLeads selection={picks.selection()} onClose={exporting.close} />}
      <DeleteMany
        isOpen={isDeleting}
        count={count}
        formatted={picks.isAll ? (total ?? '…') : format.number(count)}
        onClose={deleting.close}
        onConfirmed={() => run({ kind: 'delete' })}
      />
    </div>
  )
}
