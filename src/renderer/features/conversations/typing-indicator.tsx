import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message-list.module.css'

export function TypingIndicator({ name }: { readonly name: string }) {
  const { t } = useTranslation('conversations')
  return (
    <div className={classes.typing}>
      <span className={classes.dots} aria-hidden>
        <span />
        <span />
        <span />
      </span>
      {t('typingName', { name })}
    </div>
  )
}
