import { Anchor, Checkbox, Collapse, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from '../../i18n/use-translation.ts'
import { SetUpGuide } from './set-up-guide.tsx'

export interface CredentialsValues {
  token: string
  hasApp: boolean
  appId: string
  appSecret: string
}

export const NO_CREDENTIALS: CredentialsValues = { token: '', hasApp: false, appId: '', appSecret: '' }

const SHORTEST_TOKEN = 20
const SHORTEST_SECRET = 8

/** What a form with these fields has to check. */
export function useCredentialsRules() {
  const { t } = useTranslation('meta')
  return {
    token: (value: string) => (value.trim().length < SHORTEST_TOKEN ? t('tooShort') : null),
    appId: (value: string, { hasApp }: CredentialsValues) =>
      hasApp && !/^\d{5,30}$/u.test(value.trim()) ? t('onlyDigits') : null,
    appSecret: (value: string, { hasApp }: CredentialsValues) =>
      hasApp && value.trim().length < SHORTEST_SECRET ? t('tooShort') : null,
  }
}

export function toCredentials({ token, hasApp, appId, appSecret }: CredentialsValues) {
  return {
    token: token.trim(),
    appId: hasApp ? appId.trim() : null,
    appSecret: hasApp ? appSecret.trim() : null,
  }
}

interface CredentialsFieldsProps {
  readonly form: UseFormReturnType<CredentialsValues>
}

/** Tokens are pasted, never shown: not even while they are typed. */
export function CredentialsFields({ form }: CredentialsFieldsProps) {
  const { t } = useTranslation('meta')
  const [isGuideOpen, { toggle }] = useDisclosure(false)
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <PasswordInput
          label={t('token')}
          description={t('tokenHint')}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('token')}
        />
        <Text size="sm">
          <Anchor component="button" type="button" size="sm" aria-expanded={isGuideOpen} onClick={toggle}>
            {t('whereToken')}
          </Anchor>
        </Text>
        <Collapse expanded={isGuideOpen}>
          <Paper withBorder p="md" mt={4}>
            <SetUpGuide />
          </Paper>
        </Collapse>
      </Stack>
      <Checkbox
        label={t('hasApp')}
        description={t('appHint')}
        {...form.getInputProps('hasApp', { type: 'checkbox' })}
      />
      {form.values.hasApp && (
        <>
          <TextInput
            label={t('appId')}
            inputMode="numeric"
            autoComplete="off"
            maw={320}
            {...form.getInputProps('appId')}
          />
          <PasswordInput label={t('appSecret')} autoComplete="off" {...form.getInputProps('appSecret')} />
        </>
      )}
    </Stack>
  )
}
