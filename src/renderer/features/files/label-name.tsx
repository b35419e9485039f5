import { Autocomplete, Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { FileLabel } from '#shared/contract/files.ts'
import { FixedFileLabel } from '#shared/domain/file.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface LabelNameProps {
  readonly initial: string
  /** Labels that are there already; one of them may be chosen. */
  readonly known: readonly string[]
  readonly onSave: (name: string) => Promise<unknown>
  readonly onCancel: () => void
}

/** The name of a label, a new one or one that is there. */
export function LabelName({ initial, known, onSave, onCancel }: LabelNameProps) {
  const { t } = useTranslation('files')
  const [name, setName] = useState(initial)
  const [isSaving, setIsSaving] = useState(false)
  const parsed = FileLabel.safeParse(name)
  // The keys of the program's own labels are no words.
  const isGood = parsed.success && !FixedFileLabel.safeParse(parsed.data).success

  async function handleSave() {
    if (!isGood) return
    setIsSaving(true)
    // A refusal is told by the mutation itself; what was typed stays.
    await onSave(parsed.data).catch(() => undefined)
    setIsSaving(false)
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void handleSave()
      }}
    >
      <Stack gap="md">
        <Autocomplete
          label={t('labelName')}
          placeholder={t('labelPlaceholder')}
          data={[...known]}
          value={name}
          maxLength={60}
          data-autofocus
          onChange={setName}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!isGood} loading={isSaving}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
