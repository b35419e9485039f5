import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { AppointmentType, CourseVisit } from '#shared/contract/appointments.ts'
import { LONGEST_COURSE } from '#shared/domain/appointment.ts'
import type { AppointmentTypeId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type CourseStep, LONGEST_PAUSE, stepsFor } from './course.ts'

interface CourseFieldsProps {
  readonly steps: readonly CourseStep[]
  readonly visits: readonly CourseVisit[]
  readonly firstTypeId: AppointmentTypeId | null
  readonly types: readonly AppointmentType[]
  readonly onChange: (steps: CourseStep[]) => void
}

/** A course of treatment: so many visits so many days apart, then each of them its own. */
export function CourseFields({ steps, visits, firstTypeId, types, onChange }: CourseFieldsProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const [pause, setPause] = useState(7)
  const change = (index: number, changed: Partial<CourseStep>) =>
    onChange(steps.map((step, place) => (place === index ? { ...step, ...changed } : step)))
  const options = types.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Stack gap="xs">
      <Group gap="xs" align="end">
        <NumberInput
          label={t('courseVisits')}
          w={110}
          min={2}
          max={LONGEST_COURSE}
          allowDecimal={false}
          value={steps.length + 1}
          onChange={count => onChange(stepsFor(Number(count) || 2, pause, steps))}
        />
        <NumberInput
          label={t('courseEvery')}
          w={130}
          min={1}
          max={LONGEST_PAUSE}
          allowDecimal={false}
          value={pause}
          onChange={days => {
            const afterDays = Math.min(LONGEST_PAUSE, Math.max(1, Number(days) || 1))
            setPause(afterDays)
            onChange(steps.map(step => ({ ...step, afterDays })))
          }}
        />
      </Group>
      <Stack gap={6} component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {steps.map((step, index) => {
          const number = index + 2
          return (
            // The place of a visit is what it is.
            // oxlint-disable-next-line react/no-array-index-key
            <Group key={index} component="li" gap="xs" wrap="nowrap">
              <Text size="sm" w={66} style={{ flex: 'none' }}>
                {t('nthVisit', { number })}
              </Text>
              <Select
                aria-label={t('typeOfVisit', { number })}
                size="xs"
                style={{ flex: 1 }}
                allowDeselect={false}
                data={options}
                value={step.typeId ?? firstTypeId}
                onChange={typeId => change(index, { typeId: typeId as AppointmentTypeId | null })}
              />
              <NumberInput
                aria-label={t('daysBefore', { number })}
                size="xs"
                w={104}
                min={1}
                max={LONGEST_PAUSE}
                allowDecimal={false}
                suffix={` ${t('daysLater')}`}
                value={step.afterDays}
                onChange={days => change(index, { afterDays: Math.min(LONGEST_PAUSE, Math.max(1, Number(days) || 1)) })}
              />
              <Text size="xs" c="dimmed" className="tabular" w={118} style={{ flex: 'none' }}>
                {visits[index] === undefined ? '' : format.shortMoment(visits[index].startsAt)}
              </Text>
              <ActionIcon
                size={24}
                aria-label={t('removeVisit', { number })}
                disabled={steps.length === 1}
                onClick={() => onChange(steps.filter((_, place) => place !== index))}
              >
                <IconX size={14} />
              </ActionIcon>
            </Group>
          )
        })}
      </Stack>
      <Button
        variant="subtle"
        size="compact-xs"
        w="fit-content"
        leftSection={<IconPlus size={14} />}
        disabled={steps.length >= LONGEST_COURSE - 1}
        onClick={() => onChange(stepsFor(steps.length + 2, pause, steps))}
      >
        {t('addVisit')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('seriesHint')}
      </Text>
    </Stack>
  )
}
