import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { CredentialsFields, NO_CREDENTIALS, toCredentials, useCredentialsRules } from './credentials-fields.tsx'
import { MetaRefusal } from './meta-problem-text.tsx'

interface ReplaceTokenProps {
  readonly id: MetaConnectionId
  readonly brandName: string
  readonly isOpen: boolean
  onClose(): void
  onReplaced(): void
}

export function ReplaceToken({ brandName, isOpen, onClose, ...rest }: ReplaceTokenProps) {
  const { t } = useTranslation('meta')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('replaceTokenTitle', { name: brandName })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <ReplaceForm onClose={onClose} {...rest} />
    </Modal>
  )
}

function ReplaceForm({ id, onClose, onReplaced }: Omit<ReplaceTokenProps, 'isOpen' | 'brandName'>) {
  const { t } = useTranslation('meta')
  const queries = useQueryClient()
  const form = useForm({ initialValues: NO_CREDENTIALS, validate: useCredentialsRules() })
  const replace = useMutation(
    api.meta.replaceToken.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: api.meta.key() })
        onClose()
        onReplaced()
      },
    }),
  )
  return (
    <form onSubmit={form.onSubmit(values => replace.mutate({ id, ...toCredentials(values) }))} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('replaceTokenHint')}
        </Text>
        <CredentialsFields form={form} />
        <MetaRefusal error={replace.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={replace.isPending}>
            {t('replace')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
