import { Button, Group, Loader, Modal, Stack, Stepper, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Brand } from '#shared/contract/brands.ts'
import type { MetaConnection } from '#shared/contract/meta.ts'
import { type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import { DEFAULT_POLL_MINUTES } from '#shared/domain/meta-connection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { AdAccountChoice } from './ad-account-choice.tsx'
import { TestResult } from './connection-check.tsx'
import { CredentialsFields, NO_CREDENTIALS, toCredentials, useCredentialsRules } from './credentials-fields.tsx'
import { MetaRefusal } from './meta-problem-text.tsx'
import { PageChoice } from './page-choice.tsx'
import { PollSelect } from './poll-select.tsx'

interface ConnectWizardProps {
  readonly brand: Brand
  /** What was connected before, for a brand that is connected again. */
  readonly connection: MetaConnection | undefined
  readonly isOpen: boolean
  onClose(): void
}

/** Token → page → ad accounts → the test of all of it. */
export function ConnectWizard({ brand, isOpen, onClose, ...rest }: ConnectWizardProps) {
  const { t } = useTranslation('meta')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('connectTitle', { name: brand.name })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <WizardSteps brand={brand} onClose={onClose} {...rest} />
    </Modal>
  )
}

/** In the window, and gone with it: the pasted token lives no longer than this. */
function WizardSteps({ brand, connection, onClose }: Omit<ConnectWizardProps, 'isOpen'>) {
  const { t } = useTranslation('meta')
  const queries = useQueryClient()
  const [step, setStep] = useState(0)
  const [pageId, setPageId] = useState<string | null>(null)
  const [accountIds, setAccountIds] = useState<string[]>(connection?.adAccounts.map(item => item.externalId) ?? [])
  const [pollMinutes, setPollMinutes] = useState(connection?.pollMinutes ?? DEFAULT_POLL_MINUTES)
  const [id] = useState(() => connection?.id ?? newId<MetaConnectionId>())
  const form = useForm({ initialValues: NO_CREDENTIALS, validate: useCredentialsRules() })
  const meta = { isProblemShown: true }
  const test = useMutation(
    api.meta.test.mutationOptions({ meta, onSettled: () => queries.invalidateQueries({ queryKey: api.meta.key() }) }),
  )
  const look = useMutation(
    api.meta.look.mutationOptions({
      meta,
      onSuccess: ({ pages }) => {
        const free = pages.filter(({ id: found, takenBy }) => takenBy === null || found === connection?.pageId)
        const before = free.find(({ id: found }) => found === connection?.pageId)
        setPageId(before?.id ?? (free.length === 1 ? (free[0]?.id ?? null) : null))
        setStep(1)
      },
    }),
  )
  const connect = useMutation(
    api.meta.connect.mutationOptions({
      meta,
      onSuccess: async ({ id: connected }) => {
        form.reset()
        setStep(3)
        await queries.invalidateQueries({ queryKey: api.meta.key() })
        test.mutate({ id: connected })
      },
    }),
  )
  const found = look.data

  function handleFinish(): void {
    if (pageId === null) return
    const credentials = toCredentials(form.values)
    connect.mutate({ id, brandId: brand.id, pageId, adAccountIds: accountIds, pollMinutes, ...credentials })
  }

  return (
    <Stack gap="lg">
      <Stepper active={step} size="sm" iconSize={28} aria-label={t('connect')}>
        <Stepper.Step label={t('step.token')} />
        <Stepper.Step label={t('step.page')} />
        <Stepper.Step label={t('step.accounts')} />
        <Stepper.Step label={t('step.done')} />
      </Stepper>
      {step === 0 && (
        <form onSubmit={form.onSubmit(values => look.mutate(toCredentials(values)))} noValidate>
          <Stack gap="md">
            <CredentialsFields form={form} />
            <MetaRefusal error={look.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={look.isPending}>
                {t('look')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {step === 1 && found && (
        <>
          <PageChoice found={found} ownPageId={connection?.pageId ?? null} chosen={pageId} onChange={setPageId} />
          <Steps onBack={() => setStep(0)}>
            <Button disabled={pageId === null} onClick={() => setStep(2)}>
              {t('look')}
            </Button>
          </Steps>
        </>
      )}
      {step === 2 && found && (
        <>
          <AdAccountChoice accounts={found.adAccounts} chosen={accountIds} onChange={setAccountIds} />
          <PollSelect value={pollMinutes} onChange={setPollMinutes} />
          <MetaRefusal error={connect.error} />
          <Steps onBack={() => setStep(1)}>
            <Button loading={connect.isPending} onClick={handleFinish}>
              {t('finish')}
            </Button>
          </Steps>
        </>
      )}
      {step === 3 && (
        <>
          <Text size="sm">{t('connectedNow', { page: connect.data?.pageName })}</Text>
          {test.isPending && (
            <Group gap="sm">
              <Loader size="sm" />
              <Text size="sm">{t('testing')}</Text>
            </Group>
          )}
          <MetaRefusal error={test.error} />
          {test.data && <TestResult result={test.data} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('close')}</Button>
          </Group>
        </>
      )}
    </Stack>
  )
}

function Steps({ onBack, children }: { readonly children: React.ReactNode; onBack(): void }) {
  const { t } = useTranslation('meta')
  return (
    <Group justify="space-between">
      <Button variant="default" onClick={onBack}>
        {t('back')}
      </Button>
      {children}
    </Group>
  )
}
