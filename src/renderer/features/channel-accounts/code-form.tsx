import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type CountryCode, isValidPhoneNumber } from 'libphonenumber-js/min'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useHandshake } from '../../rpc/use-connection.ts'

interface CodeFormProps {
  readonly isPending: boolean
  onSubmit(phoneNumber: string): void
}

/** The number of the phone that is to be linked; WhatsApp then shows a field for eight letters there. */
export function CodeForm({ isPending, onSubmit }: CodeFormProps) {
  const { t } = useTranslation('channelAccounts')
  const { defaultCountry } = useHandshake()
  const form = useForm({
    initialValues: { phoneNumber: '' },
    validate: {
      phoneNumber: value =>
        isValidPhoneNumber(value, defaultCountry as CountryCode) ? null : t('problems:INVALID_PHONE'),
    },
  })
  return (
    <form onSubmit={form.onSubmit(values => onSubmit(values.phoneNumber))} noValidate>
      <Stack gap="sm" maw={320}>
        <TextInput
          label={t('codeNumber')}
          description={t('codeNumberHint')}
          type="tel"
          autoComplete="off"
          autoFocus
          {...form.getInputProps('phoneNumber')}
        />
        <Button type="submit" loading={isPending}>
          {t('getCode')}
        </Button>
      </Stack>
    </form>
  )
}
