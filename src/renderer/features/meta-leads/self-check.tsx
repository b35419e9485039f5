import { Badge, Button, Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SelfCheckLine } from '#shared/contract/meta-leads.ts'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useSyncWords } from './use-sync-words.ts'

interface SelfCheckProps {
  readonly isOpen: boolean
  readonly connectionId: MetaConnectionId
  readonly onClose: () => void
}

/** Goes the way of a lead once and says of each step what it found. */
export function SelfCheck({ isOpen, connectionId, onClose }: SelfCheckProps) {
  const { t } = useTranslation('metaLeads')
  const [makesEntry, setMakesEntry] = useState(false)
  const check = useMutation(api.metaLeads.selfCheck.mutationOptions({ meta: { isProblemShown: true } }))
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('selfCheckTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('selfCheckHint')}
        </Text>
        <Switch
          label={t('makesEntry')}
          description={t('makesEntryHint')}
          checked={makesEntry}
          onChange={event => setMakesEntry(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button loading={check.isPending} onClick={() => check.mutate({ connectionId, makesEntry })}>
            {t('startCheck')}
          </Button>
        </Group>
        {check.isError && <ProblemNotice error={check.error} />}
        {check.data && (
          <Stack gap={8} role="status">
            {check.data.map((line, index) => (
              <Line key={index} line={line} />
            ))}
          </Stack>
        )}
      </Stack>
    </Modal>
  )
}

const COLORS = { ok: 'teal', failed: 'red', skipped: 'gray' } as const

function Line({ line: { step, state, params, problem } }: { readonly line: SelfCheckLine }) {
  const { t } = useTranslation('metaLeads')
  const { wordProblem } = useSyncWords()
  const word = { ok: t('ok'), failed: t('checkFailed'), skipped: t('skipped') }[state]
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Badge color={COLORS[state]} variant="light" size="sm" w={88} flex="none">
        {word}
      </Badge>
      <div>
        <Text size="sm">{t(`check.${step}.${state}` as never, params) as string}</Text>
        {problem && (
          <Text size="xs" c="dimmed">
            {wordProblem(problem)}
          </Text>
        )}
      </div>
    </Group>
  )
}
