import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type BrandId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { CountrySelect } from '../../ui/country-select.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'

/** A new brand; its name and country are changed where they stand afterwards. */
export function BrandForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('meta')
  const queries = useQueryClient()
  const rules = useFieldRules()
  const form = useForm({
    initialValues: { name: '', defaultCountry: null as string | null },
    validate: { name: rules.required },
  })
  const create = useMutation(
    api.brands.create.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: api.brands.key() })
        onClose()
      },
    }),
  )
  return (
    <form
      onSubmit={form.onSubmit(({ name, defaultCountry }) =>
        create.mutate({ id: newId<BrandId>(), name: name.trim(), defaultCountry }),
      )}
      noValidate
    >
      <Stack gap="md">
        <TextInput label={t('brandName')} maxLength={80} data-autofocus {...form.getInputProps('name')} />
        <CountrySelect
          label={t('brandCountry')}
          description={t('brandCountryHint')}
          placeholder={t('officeCountry')}
          clearable
          value={form.values.defaultCountry}
          onChange={country => form.setFieldValue('defaultCountry', country)}
        />
        {create.isError && <ProblemNotice error={create.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
