import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { enterSession } from '../../rpc/session.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { FrontPage } from '../../ui/front-page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StepProgress } from '../../ui/step-progress.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { LanguageStep } from './language-step.tsx'
import { OfficeStep } from './office-step.tsx'
import { PersonStep } from './person-step.tsx'
import type { SetupValues } from './setup-values.ts'

const steps = ['language', 'office', 'person'] as const
/** The phone is linked in a step of its own, after the office exists. */
const STEPS_IN_ALL = steps.length + 1

interface SetupPageProps {
  onCreated(): void
}

export function SetupPage({ onCreated }: SetupPageProps) {
  const { t } = useTranslation('setup')
  const locale = useLocale()
  const rules = useFieldRules()
  const { defaultCountry } = useHandshake()
  const [index, setIndex] = useState(0)
  const step = steps[index] ?? 'person'
  const form = useForm<SetupValues>({
    initialValues: {
      officeName: '',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      defaultCountry,
      name: '',
      email: '',
      password: '',
    },
    validate: values => ({
      officeName: step === 'office' ? rules.required(values.officeName) : null,
      name: step === 'person' ? rules.required(values.name) : null,
      email: step === 'person' ? rules.email(values.email) : null,
      password: step === 'person' ? rules.newPassword(values.password) : null,
    }),
  })
  const create = useMutation(
    api.setup.createOffice.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess(opened) {
        onCreated()
        await enterSession(opened)
      },
    }),
  )

  function handleSubmit({ name, email, password, ...office }: SetupValues): void {
    if (index < steps.length - 1) setIndex(index + 1)
    else create.mutate({ locale, ...office, admin: { name, email: email.trim(), password } })
  }

  return (
    <FrontPage
      width={480}
      title={t(`${step}Title`)}
      subtitle={t(`${step}Hint`)}
      lead={<StepProgress step={index + 1} of={STEPS_IN_ALL} />}
    >
      <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
        <Stack gap="lg">
          {step === 'language' && <LanguageStep />}
          {step === 'office' && <OfficeStep form={form} />}
          {step === 'person' && <PersonStep form={form} />}
          {create.isError && <ProblemNotice error={create.error} />}
          <Group justify="space-between">
            <Button
              variant="subtle"
              color="gray"
              disabled={index === 0}
              style={{ visibility: index === 0 ? 'hidden' : 'visible' }}
              onClick={() => setIndex(index - 1)}
            >
              {t('back')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {step === 'person' ? t('create') : t('continue')}
            </Button>
          </Group>
        </Stack>
      </form>
    </FrontPage>
  )
}
