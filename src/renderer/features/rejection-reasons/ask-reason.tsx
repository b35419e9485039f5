import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { i18n } from '../../i18n/i18n.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

interface ReasonFormProps {
  readonly onChosen: (reason: string | null) => void
  readonly onCancel: () => void
}

const OTHER = 'other'

/** One of the office's reasons, or other words. Where none is needed, it may go without. */
function ReasonForm({ onChosen, onCancel }: ReasonFormProps) {
  const { t } = useTranslation('rejectionReasons')
  const { data: reasons = [] } = useQuery(api.rejectionReasons.list.queryOptions())
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const [chosen, setChosen] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const reason = chosen === OTHER ? words.trim() : (reasons.find(({ id }) => id === chosen)?.name ?? '')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (reason !== '') onChosen(reason)
      }}
    >
      <Stack gap="md">
        <Radio.Group value={chosen} onChange={setChosen} aria-label={t('rejectionReasons:which')}>
          <Stack gap={8}>
            {reasons.map(({ id, name }, index) => (
              <Radio key={id} value={id} label={name} data-autofocus={index === 0 || undefined} />
            ))}
            <Radio value={OTHER} label={t('rejectionReasons:other')} />
          </Stack>
        </Radio.Group>
        {chosen === OTHER && (
          <Textarea
            autoFocus
            autosize
            minRows={2}
            maxLength={200}
            aria-label={t('rejectionReasons:otherWords')}
            placeholder={t('rejectionReasons:otherWords')}
            value={words}
            onChange={event => setWords(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t('frame:cancel')}
          </Button>
          {settings?.requiresRejectionReason === false && (
            <Button variant="default" onClick={() => onChosen(null)}>
              {t('rejectionReasons:without')}
            </Button>
          )}
          <Button type="submit" disabled={reason === ''}>
            {t('rejectionReasons:confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Asks why somebody is given up, wherever it is done from: their page, the list, the board, the card beside a chat. */
export function askReason(name: string | null, onChosen: (reason: string | null) => void): void {
  const id = 'rejection-reason'
  modals.open({
    modalId: id,
    title: name === null ? i18n.t('rejectionReasons:askTitle') : i18n.t('rejectionReasons:askTitleOf', { name }),
    children: (
      <ReasonForm
        onCancel={() => modals.close(id)}
        onChosen={reason => {
          modals.close(id)
          onChosen(reason)
        }}
      />
    ),
  })
}
