import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Clash } from '#shared/contract/appointments.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

const MOST_SHOWN = 5

/** What stands in the way, each in a sentence. */
export function ClashList({ clashes }: { readonly clashes: readonly Clash[] }) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  if (clashes.length === 0) return null

  function word({ kind, startsAt, endsAt, other, name }: Clash): string {
    const day = format.date(startsAt)
    const from = other === null ? startsAt : other.startsAt
    const until = other === null ? endsAt : other.endsAt
    const values = {
      day,
      from: format.time(from),
      until: format.time(until),
      name: other?.name ?? '',
      person: name ?? '',
    }
    if (kind === 'day_off') return t('clash.day_off', { ...values, name: name ?? '' })
    if (kind === 'outside_hours') return t('clash.outside_hours', values)
    if (kind === 'lead') return t('clash.lead', values)
    return values.name === '' ? t(`clash.${kind}_unknown`, values) : t(`clash.${kind}`, values)
  }

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
