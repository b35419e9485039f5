import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CallOutcome, type Lead } from '#shared/contract/leads.ts'
import { type InteractionId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { MomentPicker } from './next-action.tsx'
import { fromPicked, toPicked } from './picked-moment.ts'

interface LogCallProps {
  readonly isOpen: boolean
  readonly lead: Pick<Lead, 'id' | 'name'>
  readonly onClose: () => void
}

/** Writes a call down that was made on a telephone. */
export function LogCall({ isOpen, lead, onClose }: LogCallProps) {
  const { t } = useTranslation('leads')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('logCallTitle', { name: lead.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <CallFields lead={lead} onClose={onClose} />
    </Modal>
  )
}

function CallFields({ lead, onClose }: Omit<LogCallProps, 'isOpen'>) {
  const { t } = useTranslation('leads')
  const queries = useQueryClient()
  // The id stays the same until the call is stored: trying again after a lost answer cannot double it.
  const [id] = useState(() => newId<InteractionId>())
  const [outcome, setOutcome] = useState<CallOutcome>('reached')
  const [text, setText] = useState('')
  const timeZone = useTimeZone()
  const [picked, setPicked] = useState<string | null>(() => toPicked(coreNow(), timeZone))
  const saving = useMutation({
    mutationFn: (at: number) => rpc.leads.logCall({ id, leadId: lead.id, outcome, text, at }),
    meta: { isProblemShown: true },
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: api.leads.key() })
    },
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (picked !== null) saving.mutate(fromPicked(picked, timeZone))
      }}
    >
      <Stack gap="md">
        <Radio.Group label={t('callOutcome')} value={outcome} onChange={value => setOutcome(CallOutcome.parse(value))}>
          <Stack gap={6} mt={6}>
            {CallOutcome.options.map(value => (
              <Radio
                key={value}
                value={value}
                label={t(`callOutcomes.${value}`)}
                data-autofocus={value === outcome || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('callText')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <MomentPicker
          label={t('callWhen')}
          value={picked}
          maxDate={toPicked(coreNow(), timeZone)}
          onChange={setPicked}
        />
        {saving.error && <ProblemNotice error={saving.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={picked === null} loading={saving.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
