import { Button, Fieldset, Group, MultiSelect, Radio, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  type AssignmentConditions,
  type AssignmentRule,
  AssignmentTarget,
  type AssignmentTarget as Target,
} from '#shared/contract/assignment-rules.ts'
import { type AssignmentRuleId, newId, type StaffId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { useRuleChoices } from './use-rule-choices.ts'

interface RuleFormProps {
  /** Null to add one. */
  readonly rule: AssignmentRule | null
  onClose(): void
}

const KINDS = ['round_robin', 'person', 'pool'] as const satisfies readonly Target['kind'][]
const ANYTHING: AssignmentConditions = { sources: [], brands: [], formIds: [], countries: [], languages: [] }

export function RuleForm({ rule, onClose }: RuleFormProps) {
  const { t } = useTranslation('assignmentRules')
  const queries = useQueryClient()
  const rules = useFieldRules()
  const choices = useRuleChoices()
  const target = rule?.target
  const form = useForm({
    initialValues: {
      name: rule?.name ?? '',
      ...(rule?.conditions ?? ANYTHING),
      kind: (target?.kind ?? 'round_robin') as Target['kind'],
      staffIds: target?.kind === 'round_robin' ? target.staffIds : ([] as StaffId[]),
      onlyPresent: target?.kind === 'round_robin' && target.onlyPresent,
      staffId: target?.kind === 'person' ? target.staffId : null,
    },
    validate: {
      name: rules.required,
      staffIds: (staffIds, { kind }) => (kind === 'round_robin' && staffIds.length === 0 ? t('whoMissing') : null),
      staffId: (staffId, { kind }) => (kind === 'person' && staffId === null ? t('whoMissing') : null),
    },
  })
  const options = {
    meta: { isProblemShown: true },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: api.assignmentRules.key() })
      onClose()
    },
  }
  const create = useMutation(api.assignmentRules.create.mutationOptions(options))
  const update = useMutation(api.assignmentRules.update.mutationOptions(options))
  const problem = create.error ?? update.error

  function handleSubmit(values: typeof form.values): void {
    const { name, kind, staffIds, onlyPresent, staffId, ...conditions } = values
    const details = {
      name: name.trim(),
      isActive: rule?.isActive ?? true,
      conditions,
      target: AssignmentTarget.parse({ kind, staffIds, onlyPresent, staffId }),
    }
    if (rule === null) create.mutate({ id: newId<AssignmentRuleId>(), ...details })
    else update.mutate({ id: rule.id, version: rule.version, ...details })
  }

  const { kind } = form.values
  const anyOf = { placeholder: t('any'), searchable: true, clearable: true, hidePickedOptions: true }
  const placeholderOf = (values: readonly string[]) => (values.length === 0 ? t('any') : '')
  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Fieldset legend={t('conditions')}>
          <Stack gap="sm">
            <Text size="xs" c="dimmed">
              {t('conditionsHint')}
            </Text>
            <MultiSelect
              {...anyOf}
              label={t('countries')}
              data={choices.countries}
              limit={50}
              {...form.getInputProps('countries')}
              placeholder={placeholderOf(form.values.countries)}
            />
            <MultiSelect
              {...anyOf}
              label={t('languages')}
              data={choices.languages}
              {...form.getInputProps('languages')}
              placeholder={placeholderOf(form.values.languages)}
            />
            <MultiSelect
              {...anyOf}
              label={t('sources')}
              data={choices.sources}
              {...form.getInputProps('sources')}
              placeholder={placeholderOf(form.values.sources)}
            />
            <MultiSelect
              {...anyOf}
              label={t('brands')}
              data={choices.brands}
              {...form.getInputProps('brands')}
              placeholder={placeholderOf(form.values.brands)}
            />
            <MultiSelect
              {...anyOf}
              label={t('forms')}
              data={choices.forms}
              {...form.getInputProps('formIds')}
              placeholder={placeholderOf(form.values.formIds)}
            />
          </Stack>
        </Fieldset>
        <Radio.Group label={t('target')} {...form.getInputProps('kind')}>
          <Group gap="lg" mt={6}>
            {KINDS.map(value => (
              <Radio key={value} value={value} label={t(`targets.${value}`)} />
            ))}
          </Group>
        </Radio.Group>
        {kind === 'round_robin' && (
          <>
            <MultiSelect
              label={t('who')}
              description={t('whoHint')}
              searchable
              data={choices.staff}
              {...form.getInputProps('staffIds')}
            />
            <Switch label={t('onlyPresent')} {...form.getInputProps('onlyPresent', { type: 'checkbox' })} />
          </>
        )}
        {kind === 'person' && (
          <Select label={t('person')} searchable data={choices.staff} {...form.getInputProps('staffId')} />
        )}
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t(rule === null ? 'addAction' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
