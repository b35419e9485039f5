import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** A page that failed or does not exist, inside the frame, which stays usable. */
export function RouteProblem() {
  const { t } = useTranslation('frame')
  const navigate = useNavigate()
  return (
    <EmptyState
      title={t('pageFailed')}
      action={
        <Button onClick={() => void navigate({ to: '/inbox', reloadDocument: true })}>{t('pageFailedAction')}</Button>
      }
    >
      {t('pageFailedHint')}
    </EmptyState>
  )
}
