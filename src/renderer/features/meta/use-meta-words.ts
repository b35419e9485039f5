import { useCallback } from 'react'
import type { MetaHealth } from '#shared/contract/meta.ts'
import { warningOf } from '#shared/domain/meta-connection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { problemWords } from './describe-problem.ts'

export interface MetaWords {
  readonly title: string
  /** What is to be done. */
  readonly mend: string
}

/** How a connection stands, in words. */
export function useMetaWords(): (health: MetaHealth, now: number) => MetaWords {
  const { t } = useTranslation('meta')
  return useCallback(
    ({ state, problem, endsAt }, now) => {
      if (problem) {
        const words = problemWords(problem)
        return { title: t(`${words}.title`), mend: t(`${words}.mend`) }
      }
      if (state === 'needs-login') return { title: t('problem.needs-login.title'), mend: t('problem.needs-login.mend') }
      if (warningOf(endsAt, now) !== null) return { title: t('endsSoon'), mend: t('endsSoonHint') }
      return { title: t(`state.${state}`), mend: t('healthy') }
    },
    [t],
  )
}
