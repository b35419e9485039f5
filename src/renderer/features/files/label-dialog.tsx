import { Button, Modal, Stack } from '@mantine/core'
import { IconTagOff } from '@tabler/icons-react'
import type { FileCounts, LeadFile } from '#shared/contract/files.ts'
import { FixedFileLabel } from '#shared/domain/file.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ownLabels } from './file-words.ts'
import { LabelName } from './label-name.tsx'

interface LabelDialogProps {
  /** Open while there are any. */
  readonly files: readonly LeadFile[]
  readonly counts: FileCounts | undefined
  readonly onLabel: (name: string | null) => Promise<unknown>
  readonly onClose: () => void
}

/** Puts files under a label of the office's own, or takes them out of it. */
export function LabelDialog({ files, counts, onLabel, onClose }: LabelDialogProps) {
  const { t } = useTranslation('files')
  const locale = useLocale()
  const isLabelled = files.some(({ label }) => label !== null && !FixedFileLabel.safeParse(label).success)
  const known = counts === undefined ? [] : ownLabels(counts, locale).map(({ label }) => label)
  return (
    <Modal
      opened={files.length > 0}
      onClose={onClose}
      title={t('labelTitle', { count: files.length })}
      size="sm"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <LabelName initial="" known={known} onSave={onLabel} onCancel={onClose} />
        {isLabelled && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconTagOff size={16} />}
            onClick={() => void onLabel(null).catch(() => undefined)}
          >
            {t('takeLabelOff')}
          </Button>
        )}
      </Stack>
    </Modal>
  )
}
