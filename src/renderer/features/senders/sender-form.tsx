import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SenderCard } from '#shared/contract/senders.ts'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { usesSecret } from '#shared/domain/sender-settings.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SenderFields } from './sender-fields.tsx'
import { isSecretNeeded, readPrice, readSettings, type SenderValues, toValues } from './sender-form-values.ts'

interface SenderFormProps {
  readonly kind: SenderKind
  /** Undefined to connect one. */
  readonly card: SenderCard | undefined
  readonly currency: string
  onCancel(): void
  onSaved(): void
}

/** Connects a service or changes it. In the window, and gone with it: a typed secret lives no longer than this. */
export function SenderForm({ kind, card, currency, onCancel, onSaved }: SenderFormProps) {
  const { t } = useTranslation('senders')
  const queries = useQueryClient()
  const form = useForm<SenderValues>({
    initialValues: toValues(card, currency),
    validate: values => {
      const { settings, wrong } = readSettings(kind, values)
      if (wrong) return Object.fromEntries(Object.entries(wrong).map(([name, words]) => [name, t(`wrong.${words}`)]))
      return isSecretNeeded(card, settings) && values.secret.trim() === '' ? { secret: t('wrong.secret') } : {}
    },
  })
  const save = useMutation(
    api.senders.save.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess() {
        form.reset()
        await queries.invalidateQueries({ queryKey: api.senders.key() })
        onSaved()
      },
    }),
  )
  const { settings: typed } = readSettings(kind, form.values)
  const keeps = card?.hasSecret === true && (typed === null || !isSecretNeeded(card, typed))
  const secretHint = keeps ? t('secretKept') : card?.hasSecret ? t('secretAgain') : null

  function handleSubmit(values: SenderValues): void {
    const { settings } = readSettings(kind, values)
    if (!settings) return
    const secret = usesSecret(settings) && values.secret.trim() !== '' ? values.secret.trim() : null
    save.mutate({ settings, version: card?.version ?? null, secret, segmentCost: readPrice(values) })
  }

  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="lg">
        <SenderFields kind={kind} form={form} secretHint={secretHint} />
        {save.error !== null && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('saveAndCheck')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
