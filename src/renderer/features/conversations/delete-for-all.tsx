import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { previewOf } from '#shared/domain/message.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { wordPreview } from './kind-words.ts'
import type { ShownMessage } from './shown-message.ts'

interface DeleteForAllProps {
  /** Null while nothing is asked. */
  readonly message: ShownMessage | null
  readonly customerName: string
  readonly onClose: () => void
}

/** Taken back from the customer's phone, so it is asked first. */
export function DeleteForAll({ message, customerName, onClose }: DeleteForAllProps) {
  const { t } = useTranslation('conversations')
  const deleting = useMutation({
    mutationFn: ({ id }: ShownMessage) => rpc.messages.deleteForAll({ id }),
    meta: { isProblemShown: true },
    onSuccess: handleClose,
  })

  function handleClose() {
    deleting.reset()
    onClose()
  }

  return (
    <Modal
      opened={message !== null}
      onClose={handleClose}
      title={t('change.deleteTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        {message !== null && (
          <Text size="sm" lineClamp={3} fs="italic">
            {wordPreview(message.kind, previewOf(message.body), t)}
          </Text>
        )}
        <Text size="sm">{t('change.deleteText', { name: customerName })}</Text>
        {deleting.error && <ProblemNotice error={deleting.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={handleClose}>
            {t('change.cancel')}
          </Button>
          <Button
            color="red"
            data-autofocus
            loading={deleting.isPending}
            onClick={() => message && deleting.mutate(message)}
          >
            {t('change.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
