import { Button, CloseButton } from '@mantine/core'
import { IconTag, IconTrash } from '@tabler/icons-react'
import type { LeadFile } from '#shared/contract/files.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import classes from './lead-files.module.css'

interface FileSelectionProps {
  readonly files: readonly LeadFile[]
  readonly onLabel: () => void
  readonly onRemove: () => void
  readonly onClear: () => void
}

/** What can be done with several files at once. */
export function FileSelection({ files, onLabel, onRemove, onClear }: FileSelectionProps) {
  const { t } = useTranslation('files')
  const removable = files.filter(({ messageId }) => messageId === null).length
  return (
    <div className={classes.selection} role="toolbar" aria-label={t('selection')}>
      <span className="tabular">{t('chosen', { count: files.length })}</span>
      <Button variant="default" size="compact-sm" leftSection={<IconTag size={16} />} onClick={onLabel}>
        {t('label')}
      </Button>
      <DisabledReason reason={removable === 0 ? t('partOfMessage') : null}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconTrash size={16} />}
          disabled={removable === 0}
          onClick={onRemove}
        >
          {t('removeCount', { count: removable })}
        </Button>
      </DisabledReason>
      <CloseButton size="sm" aria-label={t('clearSelection')} onClick={onClear} />
    </div>
  )
}
