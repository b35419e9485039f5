import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface DeleteManyProps {
  readonly isOpen: boolean
  readonly count: number
  readonly onClose: () => void
  readonly onConfirmed: () => Promise<void>
}

/** For good, and many at once: the number is typed, so that it has been read. */
export function DeleteMany({ isOpen, count, onClose, onConfirmed }: DeleteManyProps) {
  const { t } = useTranslation('bulkActions')
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const deleting = useMutation({
    mutationFn: onConfirmed,
    meta: { isProblemShown: true },
    onSuccess: handleClose,
  })
  const isConfirmed = typed.replaceAll(/\D/gu, '') === String(count)

  function handleClose() {
    setTyped('')
    onClose()
  }

  return (
    <Modal
      opened={isOpen}
      onClose={handleClose}
      title={t('deleteTitle', { count, formatted: format.number(count) })}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (isConfirmed) deleting.mutate()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('deleteWarning')}</Text>
          <TextInput
            data-autofocus
            label={t('deleteType', { formatted: format.number(count) })}
            value={typed}
            autoComplete="off"
            inputMode="numeric"
            onChange={event => setTyped(event.currentTarget.value)}
          />
          {deleting.error && <ProblemNotice error={deleting.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={handleClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" color="red" disabled={!isConfirmed} loading={deleting.isPending}>
              {t('deleteForGood')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
