import { Text, Tooltip } from '@mantine/core'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface PhoneTextProps {
  readonly phoneNumber: string | null
  readonly isNumberHidden: boolean
}

/** A number as people write it. When WhatsApp hides it that is said in words; an internal id is never shown in its place. */
export function PhoneText({ phoneNumber, isNumberHidden }: PhoneTextProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  if (phoneNumber !== null) {
    return (
      <Text component="span" inherit className="tabular" style={{ whiteSpace: 'nowrap' }}>
        {format.phone(phoneNumber)}
      </Text>
    )
  }
  if (!isNumberHidden) {
    return (
      <Text component="span" inherit c="dimmed">
        {t('noNumber')}
      </Text>
    )
  }
  return (
    <Tooltip label={t('numberHiddenHint')} multiline maw={260}>
      <Text component="span" inherit c="dimmed" fs="italic">
        {t('numberHidden')}
      </Text>
    </Tooltip>
  )
}
