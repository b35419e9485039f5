import { Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { wordPreview } from './kind-words.ts'
import type { ShownMessage } from './shown-message.ts'

interface EarlierFormsProps {
  /** Null while nothing is shown. */
  readonly message: ShownMessage | null
  readonly onClose: () => void
}

/** For managers: what a message of the office said before somebody changed or deleted it. */
export function EarlierForms({ message, onClose }: EarlierFormsProps) {
  const { t } = useTranslation('conversations')
  return (
    <Modal
      opened={message !== null}
      onClose={onClose}
      title={t('change.earlier')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {message !== null && <Forms message={message} />}
    </Modal>
  )
}

function Forms({ message }: { readonly message: ShownMessage }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const { data: forms, error } = useQuery(api.messages.earlierForms.queryOptions({ input: { id: message.id } }))
  if (error) return <ProblemNotice error={error} />
  if (forms?.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('change.noEarlier')}
      </Text>
    )
  }
  return (
    <Stack gap="md">
      {forms?.map(({ kind, body, staffId, at }) => (
        <div key={at}>
          <Text size="xs" c="dimmed">
            {t(kind === 'edit' ? 'change.editedBy' : 'change.deletedBy', {
              name: (staffId === null ? null : colleagueOf(staffId)?.name) ?? t('colleagueGone'),
              at: format.dateTime(at),
            })}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {wordPreview(message.kind, body, t)}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
