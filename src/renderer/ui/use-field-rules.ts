import { useMemo } from 'react'
import { EmailAddress, Password } from '#shared/contract/session.ts'
import { useTranslation } from '../i18n/use-translation.ts'

type Rule = (value: string) => string | null

interface FieldRules {
  readonly required: Rule
  readonly email: Rule
  readonly newPassword: Rule
}

/** What the contract demands of common fields, said in words before anything is sent. */
export function useFieldRules(): FieldRules {
  const { t } = useTranslation('frame')
  return useMemo(
    () => ({
      required: value => (value.trim() === '' ? t('fieldRequired') : null),
      email: value => (EmailAddress.safeParse(value.trim()).success ? null : t('fieldEmail')),
      newPassword: value => (Password.safeParse(value).success ? null : t('fieldPassword')),
    }),
    [t],
  )
}
