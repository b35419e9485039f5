import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { toProblem } from '../../rpc/problem.ts'
import { useNow } from '../../ui/use-now.ts'

interface SlowDown {
  /** What to say under the password, or null. */
  readonly sentence: string | null
  /** No try is possible before the countdown ends. */
  readonly isWaiting: boolean
}

/** The answer to a wrong password in words: how many tries are left, then the countdown until the next one. */
export function useSlowDown(error: unknown, asked: 'both' | 'password'): SlowDown {
  const { t } = useTranslation('session')
  const wordProblem = useWordProblem()
  const format = useFormat()
  const now = useNow(1_000)
  if (error === null || error === undefined) return { sentence: null, isWaiting: false }
  const { code, data } = toProblem(error)
  if (code === 'TOO_MANY_TRIES' && typeof data['retryAt'] === 'number') {
    const left = data['retryAt'] - now
    if (left <= 0) return { sentence: null, isWaiting: false }
    return { sentence: t('tooManyTries', { countdown: format.countdown(left) }), isWaiting: true }
  }
  if (code === 'WRONG_PASSWORD' && typeof data['triesLeft'] === 'number') {
    return {
      sentence: t(asked === 'both' ? 'wrongPassword' : 'wrongOwnPassword', { count: data['triesLeft'] }),
      isWaiting: false,
    }
  }
  return { sentence: wordProblem(error), isWaiting: false }
}
