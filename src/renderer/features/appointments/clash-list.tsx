import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Clash } from '#shared/contract/appointments.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useClashWords } from './use-clash-words.ts'

const MOST_SHOWN = 5

/** What stands in the way, each in a sentence. */
export function ClashList({ clashes }: { readonly clashes: readonly Clash[] }) {
  const { t } = useTranslation('appointments')
  const word = useClashWords()
  if (clashes.length === 0) return null

  return (
    <Alert
      color="red"
      variant="light"
      p="sm"
      icon={<IconAlertTriangle size={18} />}
      role="alert"
      title={t('clashTitle')}
    >
      <List size="sm" spacing={2}>
        {clashes.slice(0, MOST_SHOWN).map(clash => (
          <List.Item key={`${clash.kind} ${clash.startsAt} ${clash.other?.startsAt ?? ''} ${clash.name ?? ''}`}>
            {word(clash)}
          </List.Item>
        ))}
      </List>
      {clashes.length > MOST_SHOWN && (
        <Text size="sm" mt={4}>
          {t('moreClashes', { count: clashes.length - MOST_SHOWN })}
        </Text>
      )}
    </Alert>
  )
}
