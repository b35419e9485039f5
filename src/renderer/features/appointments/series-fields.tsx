import { SegmentedControl, Stack } from '@mantine/core'
import type { AppointmentType, CourseVisit } from '#shared/contract/appointments.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { stepsFor } from './course.ts'
import { CourseFields } from './course-fields.tsx'
import type { AppointmentValues } from './form-values.ts'
import { FIRST_RECURRENCE, RecurrenceFields } from './recurrence-fields.tsx'

interface SeriesFieldsProps {
  readonly values: AppointmentValues
  readonly visits: readonly CourseVisit[]
  readonly types: readonly AppointmentType[]
  readonly onChange: (changed: Partial<AppointmentValues>) => void
}

const KINDS = ['once', 'repeats', 'course'] as const

/** Once, by a rule, or as a course of treatment whose visits are each their own. */
export function SeriesFields({ values, visits, types, onChange }: SeriesFieldsProps) {
  const { t } = useTranslation('appointments')
  const { recurrence, course } = values
  const kind = recurrence !== null ? 'repeats' : course !== null ? 'course' : 'once'

  function handleKind(next: string) {
    onChange({
      recurrence: next === 'repeats' ? FIRST_RECURRENCE : null,
      course: next === 'course' ? stepsFor(4, 7, []) : null,
    })
  }

  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={t('seriesLabel')}
        data={KINDS.map(value => ({ value, label: t(`seriesKind.${value}`) }))}
        value={kind}
        onChange={handleKind}
      />
      {recurrence !== null && (
        <RecurrenceFields
          value={recurrence}
          firstDay={(values.picked ?? '').slice(0, 10)}
          onChange={next => onChange({ recurrence: next })}
        />
      )}
      {course !== null && (
        <CourseFields
          steps={course}
          visits={visits}
          firstTypeId={values.typeId}
          types={types}
          onChange={next => onChange({ course: next })}
        />
      )}
    </Stack>
  )
}
