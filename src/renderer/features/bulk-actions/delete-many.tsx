import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface DeleteManyProps {
  readonly isOpen: boolean
  readonly count: number
  /** With a plus where there are more than anybody counts. */
  readonly formatted: string
  readonly onClose: () => void
  readonly onConfirmed: () => void
}

/** For good, and many at once: it takes the same word as deleting one. */
export function DeleteMany({ isOpen, count, formatted, onClose, onConfirmed }: DeleteManyProps) {
  const { t } = useTranslation('bulkActions')
  const locale = useLocale()
  const [typed, setTyped] = useState('')
  const word = t('leads:deleteWord')
  const isConfirmed = typed.trim().toLocaleUpperCase(locale) === word

  function handleClose() {
    setTyped('')
    onClose()
  }

  return (
    <Modal
      opened={isOpen}
      onClose={handleClose}
      title={t('deleteTitle', { count, formatted })}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (!isConfirmed) return
          handleClose()
          onConfirmed()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('deleteWarning')}</Text>
          <TextInput
            data-autofocus
            label={t('leads:deleteType', { word })}
            value={typed}
            autoComplete="off"
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={handleClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" color="red" disabled={!isConfirmed}>
              {t('deleteForGood')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
