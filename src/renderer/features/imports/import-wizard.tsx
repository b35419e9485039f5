import { Alert, Button, Group, Skeleton, Stack, Stepper } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Import, ImportPlan, type RecognisedTable } from '#shared/contract/imports.ts'
import type { ImportField } from '#shared/domain/import.ts'
import { TableProblemKind, type TableReading } from '#shared/domain/table-file.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { hasCode, toProblem } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ImportCheck } from './import-check.tsx'
import { ImportColumns } from './import-columns.tsx'
import { ImportReading } from './import-reading.tsx'
import { ImportRules } from './import-rules.tsx'
import classes from './imports.module.css'

const STEPS = ['columns', 'rules', 'check'] as const

/** From a file to what would become of it: how it is read, what its columns say, what holds for all rows, and the dry run. */
export function ImportWizard({ draft }: { readonly draft: Import }) {
  const { t } = useTranslation('imports')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { id } = draft
  const [step, setStep] = useState(draft.state === 'checked' ? 2 : 0)
  const [reading, setReading] = useState<Partial<TableReading>>(draft.reading ?? {})
  // By the columns they are about: a file that is read in another way has others.
  const [chosen, setChosen] = useState<{ of: string; fields: readonly ImportField[] } | null>(null)
  const [plan, setPlan] = useState<ImportPlan>(() => draft.plan ?? ImportPlan.parse({ fields: [], dateOrder: null }))
  const inspecting = useQuery(
    api.imports.inspect.queryOptions({
      input: { id, reading },
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const seen = inspecting.data
  const fields = seen === undefined ? [] : fieldsOf(seen)
  const isOrderOpen = seen?.isDateOrderOpen === true && fields.includes('createdAt') && plan.dateOrder === null
  const onSettled = () => queries.invalidateQueries({ queryKey: api.imports.key() })
  const checking = useMutation(api.imports.check.mutationOptions({ meta: { isProblemShown: true }, onSettled }))
  const running = useMutation(api.imports.run.mutationOptions({ meta: { isProblemShown: true }, onSettled }))
  const discarding = useMutation(
    api.imports.discard.mutationOptions({ onSuccess: () => navigate({ to: '/leads/import' }), onSettled }),
  )

  function fieldsOf(table: RecognisedTable): readonly ImportField[] {
    if (chosen?.of === keyOf(table)) return chosen.fields
    const isPlanned = draft.plan?.fields.length === table.columns.length && chosen === null
    return isPlanned ? (draft.plan?.fields ?? []) : table.columns.map(({ field }) => field)
  }

  function handleCheck() {
    if (seen === undefined) return
    const { kind, reading: asRead, columns } = seen
    const headers = columns.map(({ header }) => header)
    const dateOrder = plan.dateOrder ?? seen.dateOrder
    setStep(2)
    checking.mutate({ id, kind, reading: asRead, headers, plan: { ...plan, fields: [...fields], dateOrder } })
  }

  if (inspecting.error !== null && hasCode(inspecting.error, 'TABLE_UNREADABLE')) {
    const kind = TableProblemKind.safeParse(toProblem(inspecting.error).data['kind'])
    return (
      <Stack maw={640}>
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {t(`unreadable.${kind.success ? kind.data : 'unexpected'}`)}
        </Alert>
        <Group>
          <Button variant="default" loading={discarding.isPending} onClick={() => discarding.mutate({ id })}>
            {t('otherFile')}
          </Button>
        </Group>
      </Stack>
    )
  }
  if (inspecting.error !== null)
    return <ProblemNotice error={inspecting.error} onRetry={() => void inspecting.refetch()} />
  if (seen === undefined) return <Skeleton height={360} />

  return (
    <Stack gap="lg">
      <Stepper active={step} onStepClick={setStep} size="sm" iconSize={28} maw={720} allowNextStepsSelect={false}>
        {STEPS.map(name => (
          <Stepper.Step key={name} label={t(`steps.${name}`)} />
        ))}
      </Stepper>
      {step === 0 && (
        <>
          <ImportReading
            seen={seen}
            isBusy={inspecting.isPlaceholderData}
            onChange={change => setReading({ ...seen.reading, ...change })}
          />
          <ImportColumns
            seen={seen}
            fields={fields}
            dateOrder={plan.dateOrder ?? seen.dateOrder}
            onFields={changed => setChosen({ of: keyOf(seen), fields: changed })}
            onDateOrder={dateOrder => setPlan({ ...plan, dateOrder })}
          />
        </>
      )}
      {step === 1 && <ImportRules plan={plan} fields={fields} onChange={change => setPlan({ ...plan, ...change })} />}
      {step === 2 && <ImportCheck draft={draft} error={checking.error ?? running.error} />}
      <div className={classes.footer}>
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            loading={discarding.isPending}
            onClick={() => discarding.mutate({ id })}
          >
            {t('discard')}
          </Button>
          <Group>
            {step > 0 && (
              <Button variant="default" onClick={() => setStep(step - 1)}>
                {t('back')}
              </Button>
            )}
            {step === 0 && (
              <Button disabled={isOrderOpen} onClick={() => setStep(1)}>
                {t('next')}
              </Button>
            )}
            {step === 1 && (
              <Button loading={checking.isPending} onClick={handleCheck}>
                {t('checkNow')}
              </Button>
            )}
            {step === 2 && (
              <Button
                disabled={draft.state !== 'checked' || draft.counts.created + draft.counts.joined === 0}
                loading={running.isPending}
                onClick={() => running.mutate({ id })}
              >
                {t('runNow')}
              </Button>
            )}
          </Group>
        </Group>
      </div>
    </Stack>
  )
}

function keyOf({ kind, reading, columns }: RecognisedTable): string {
  return JSON.stringify([kind, reading.sheet, reading.separator, reading.hasHeader, columns.length])
}
