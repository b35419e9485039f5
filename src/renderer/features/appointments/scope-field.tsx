import { Radio, Stack } from '@mantine/core'
import { SeriesScope } from '#shared/domain/appointment.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface ScopeFieldProps {
  readonly value: SeriesScope
  readonly onChange: (scope: SeriesScope) => void
}

/** Which visits of a course a change means. */
export function ScopeField({ value, onChange }: ScopeFieldProps) {
  const { t } = useTranslation('appointments')
  return (
    <Radio.Group label={t('scopeLabel')} value={value} onChange={scope => onChange(SeriesScope.parse(scope))}>
      <Stack gap={4} mt={4}>
        {SeriesScope.options.map(scope => (
          <Radio key={scope} size="sm" value={scope} label={t(`scope.${scope}`)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
