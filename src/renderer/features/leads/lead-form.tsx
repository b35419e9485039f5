import { Alert, Button, Group, List, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { hasCode, toProblem } from '../../rpc/problem.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { CountrySelect } from '../../ui/country-select.tsx'
import { PhoneField } from '../../ui/phone-field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx'
import { CityField } from './city-field.tsx'
import {
  changesSince,
  type LeadFormChange,
  type LeadFormValues,
  problemWithLeadForm,
  toLeadDetails,
  valuesOfLead,
} from './lead-form-values.ts'
import { useLanguageOptions } from './use-language-options.ts'

interface LeadFormProps {
  readonly isOpen: boolean
  /** The lead to edit; without one the form adds a new lead. */
  readonly lead?: Lead
  readonly onClose: () => void
  readonly onSaved?: (lead: Lead) => void
}

/** Adds a person who called or came in, or corrects what is known of one. */
export function LeadForm({ isOpen, lead, onClose, onSaved }: LeadFormProps) {
  const { t } = useTranslation('leads')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={lead === undefined ? t('newTitle') : t('editTitle')}
      size="md"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <LeadFields {...(lead === undefined ? {} : { lead })} onClose={onClose} {...(onSaved ? { onSaved } : {})} />
    </Modal>
  )
}

/** Mounted anew each time the form opens, so it starts from what is stored. */
function LeadFields({ lead, onClose, onSaved }: Omit<LeadFormProps, 'isOpen'>) {
  const { t } = useTranslation('leads')
  const { defaultCountry } = useHandshake()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const languages = useLanguageOptions()
  const [id] = useState(() => lead?.id ?? newId<LeadId>())
  // What is edited: as it was when the form opened, or as a colleague has left it since.
  const [base, setBase] = useState(lead)
  const [conflict, setConflict] = useState<readonly LeadFormChange[]>([])
  const form = useForm<LeadFormValues>({
    initialValues: valuesOfLead(lead, defaultCountry),
    validate: values => {
      const problem = problemWithLeadForm(values, defaultCountry)
      return {
        name: problem.name ? t('nameMissing') : null,
        phoneNumber: problem.phoneNumber ? t('phoneInvalid') : null,
        email: problem.email ? t('emailInvalid') : null,
      }
    },
  })

  const country = form.values.countryCode ?? defaultCountry

  const saving = useMutation({
    mutationFn: (values: LeadFormValues) => {
      const details = toLeadDetails(values, defaultCountry)
      if (base === undefined) return rpc.leads.create({ id, ...details })
      return rpc.leads.update({ id, version: base.version, ...details })
    },
    meta: { isProblemShown: true },
    onSuccess: async saved => {
      queries.setQueryData(api.leads.get.queryKey({ input: { id: saved.id } }), saved)
      onClose()
      onSaved?.(saved)
      await Promise.all([
        queries.invalidateQueries({ queryKey: api.leads.key() }),
        queries.invalidateQueries({ queryKey: api.conversations.key() }),
      ])
    },
    onError: error => {
      if (hasCode(error, 'INVALID_PHONE')) form.setFieldError('phoneNumber', t('phoneInvalid'))
    },
  })

  /** Somebody was quicker: theirs is shown beside what was typed, and what was typed stays. */
  async function save(values: LeadFormValues) {
    try {
      await saving.mutateAsync(values)
    } catch (error) {
      if (!hasCode(error as Error, 'CONFLICT')) return
      const fresh = await queries.fetchQuery(api.leads.get.queryOptions({ input: { id }, staleTime: 0 }))
      const { merged, changes } = changesSince(
        valuesOfLead(base, defaultCountry),
        valuesOfLead(fresh, defaultCountry),
        values,
      )
      setBase(fresh)
      setConflict(changes)
      form.setValues(merged)
    }
  }

  function handleOpenExisting(leadId: string) {
    onClose()
    void navigate({ to: '/leads/$leadId', params: { leadId } })
  }

  return (
    <form onSubmit={form.onSubmit(values => void save(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          data-autofocus
          maxLength={200}
          withAsterisk
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <CountrySelect
          label={t('country')}
          placeholder={t('noCountry')}
          clearable
          value={form.values.countryCode}
          onChange={countryCode => form.setFieldValue('countryCode', countryCode)}
        />
        <PhoneField
          label={t('phone')}
          country={country}
          {...form.getInputProps('phoneNumber')}
          value={form.values.phoneNumber}
        />
        <TextInput
          label={t('email')}
          type="email"
          maxLength={254}
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <Group grow gap="md" align="flex-start">
          <CityField label={t('city')} country={country} {...form.getInputProps('city')} value={form.values.city} />
          <Select
            label={t('language')}
            placeholder={t('noLanguage')}
            data={languages}
            searchable
            clearable
            nothingFoundMessage={t('nothingFound')}
            {...form.getInputProps('language')}
          />
        </Group>
        <TimeZoneSelect
          label={t('timeZone')}
          description={t('timeZoneHint')}
          placeholder={t('noTimeZone')}
          value={form.values.timeZone}
          onChange={timeZone => form.setFieldValue('timeZone', timeZone)}
          onClear={() => form.setFieldValue('timeZone', null)}
        />
        <SavingProblem error={saving.error} conflict={conflict} onOpenExisting={handleOpenExisting} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {lead === undefined ? t('create') : t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const fieldWords = {
  name: 'name',
  phoneNumber: 'phone',
  email: 'email',
  countryCode: 'country',
  language: 'language',
  city: 'city',
  timeZone: 'timeZone',
} as const satisfies Record<keyof LeadFormValues, string>

interface SavingProblemProps {
  readonly error: Error | null
  readonly conflict: readonly LeadFormChange[]
  readonly onOpenExisting: (leadId: string) => void
}

function SavingProblem({ error, conflict, onOpenExisting }: SavingProblemProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const locale = useLocale()
  if (error === null || hasCode(error, 'INVALID_PHONE')) return null

  function wordValue(field: keyof LeadFormValues, value: string | null): string {
    if (value === null || value === '') return '—'
    if (field === 'countryCode') return format.country(value)
    return field === 'language' ? (new Intl.DisplayNames(locale, { type: 'language' }).of(value) ?? value) : value
  }
  if (hasCode(error, 'CONFLICT')) {
    return (
      <Alert color="yellow" variant="light" role="alert">
        {t('conflict')}
        {conflict.length > 0 && (
          <List size="sm" mt={6}>
            {conflict.map(({ field, theirs, isKeptAsTyped }) => (
              <List.Item key={field}>
                {t(isKeptAsTyped ? 'conflictKept' : 'conflictTaken', {
                  field: t(fieldWords[field]),
                  value: wordValue(field, theirs),
                })}
              </List.Item>
            ))}
          </List>
        )}
      </Alert>
    )
  }
  const { code, data } = toProblem(error)
  if (code !== 'PHONE_TAKEN') return <ProblemNotice error={error} />
  const { name, leadId } = data
  if (typeof name !== 'string' || name === '' || typeof leadId !== 'string') {
    return (
      <Alert color="yellow" variant="light" role="alert">
        {t('phoneTakenByOther')}
      </Alert>
    )
  }
  return (
    <Alert color="yellow" variant="light" role="alert">
      <Group justify="space-between" gap="sm">
        {t('phoneTaken', { name })}
        <Button size="xs" variant="default" onClick={() => onOpenExisting(leadId)}>
          {t('openExisting')}
        </Button>
      </Group>
    </Alert>
  )
}
