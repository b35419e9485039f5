import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface DeleteLeadProps {
  readonly isOpen: boolean
  readonly lead: Lead
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** For good, so it takes more than a click: the person types a word. */
export function DeleteLead({ isOpen, lead, onClose, onDeleted }: DeleteLeadProps) {
  const { t } = useTranslation('leads')
  const locale = useLocale()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const removing = useMutation({
    mutationFn: () => rpc.leads.remove({ id: lead.id, version: lead.version }),
    meta: { isProblemShown: true },
    onSuccess: async () => {
      handleClose()
      onDeleted()
      queries.removeQueries({ queryKey: api.leads.get.key({ input: { id: lead.id } }) })
      await Promise.all([
        queries.invalidateQueries({ queryKey: api.leads.list.key() }),
        queries.invalidateQueries({ queryKey: api.leads.stats.key() }),
        queries.invalidateQueries({ queryKey: api.conversations.list.key() }),
      ])
    },
    onError: () => queries.invalidateQueries({ queryKey: api.leads.get.key({ input: { id: lead.id } }) }),
  })
  const word = t('deleteWord')
  const isConfirmed = typed.trim().toLocaleUpperCase(locale) === word

  function handleClose() {
    setTyped('')
    removing.reset()
    onClose()
  }

  return (
    <Modal
      opened={isOpen}
      onClose={handleClose}
      title={t('deleteTitle', { name: lead.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (isConfirmed) removing.mutate()
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('deleteWarning')}</Text>
          <TextInput
            data-autofocus
            label={t('deleteType', { word })}
            value={typed}
            onChange={event => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
          {removing.error && <ProblemNotice error={removing.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={handleClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" disabled={!isConfirmed} loading={removing.isPending}>
              {t('deleteForGood')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
