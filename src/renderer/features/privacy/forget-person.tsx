import { Button, Group, List, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface ForgetPersonProps {
  readonly lead: Pick<Lead, 'id' | 'name' | 'version'>
  readonly onClose: () => void
  readonly onForgotten: () => void
}

const counted = ['messages', 'files', 'happenings', 'sales', 'appointments', 'consents'] as const

/** For good: what goes, what stays and why, and what still holds the person, before anybody types the name. */
export function ForgetPerson({ lead, onClose, onForgotten }: ForgetPersonProps) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const { data: holding } = useQuery(api.privacy.holding.queryOptions({ input: { leadId: lead.id } }))
  const forgetting = useMutation({
    mutationFn: () => rpc.privacy.forget({ leadId: lead.id, version: lead.version }),
    meta: { isProblemShown: true },
    onSuccess: async () => {
      onClose()
      onForgotten()
      queries.removeQueries({ queryKey: api.leads.get.key({ input: { id: lead.id } }) })
      await queries.invalidateQueries({ queryKey: api.leads.key() })
    },
    onError: () => queries.invalidateQueries({ queryKey: api.leads.get.key({ input: { id: lead.id } }) }),
  })
  const isConfirmed = foldText(typed.trim()) === foldText(lead.name.trim())
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('privacy:forgetTitle', { name: lead.name })}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (isConfirmed) forgetting.mutate()
        }}
      >
        <Stack gap="md">
          {holding === undefined ? (
            <Skeleton height={120} />
          ) : (
            <>
              <div>
                <Text size="sm">{t('privacy:forgetWhat')}</Text>
                <List size="sm" mt={4}>
                  {counted
                    .filter(what => holding[what] > 0)
                    .map(what => (
                      <List.Item key={what}>{t(`privacy:counts.${what}`, { count: holding[what] })}</List.Item>
                    ))}
                </List>
              </div>
              <Text size="sm">{t('privacy:forgetStays', { count: holding.addresses })}</Text>
              <Text size="sm" c="dimmed">
                {holding.oldestBackupAt === null
                  ? t('privacy:forgetNoBackups')
                  : t('privacy:forgetBackups', { date: format.date(holding.oldestBackupAt) })}{' '}
                {holding.messages > 0 && t('privacy:forgetPhone')}
              </Text>
            </>
          )}
          <TextInput
            data-autofocus
            label={t('privacy:typeName', { name: lead.name })}
            value={typed}
            autoComplete="off"
            onChange={event => setTyped(event.currentTarget.value)}
          />
          {forgetting.error && <ProblemNotice error={forgetting.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" color="red" disabled={!isConfirmed} loading={forgetting.isPending}>
              {t('privacy:forgetForGood')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
