import { Anchor, UnstyledButton } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KindIcon } from './kind-icon.tsx'
import { wordKind, wordKindHint } from './kind-words.ts'
import { MessageAttachment } from './message-attachment.tsx'
import classes from './message-bubble.module.css'
import { MessageCard } from './message-card.tsx'
import { parseMessageText } from './message-text.ts'
import type { ShownMessage } from './shown-message.ts'

/** What is drawn before "show more": a message may have 65,536 characters. */
const DRAWN_AT_ONCE = 3_000

/** What a message says; for kinds not shown in full, what it is, what to do, and its caption. */
export function MessageBody({ message }: { readonly message: ShownMessage }) {
  const { t } = useTranslation('conversations')
  if (message.deletedAt !== null && message.body === '') {
    return <span className={classes.removed}>{t('deleted')}</span>
  }
  const { attachment, details, isViewOnce } = message
  const isShown = message.kind === 'text' || attachment !== null || details !== null
  if (isShown && !isViewOnce) {
    return (
      <>
        {attachment !== null && <MessageAttachment messageId={message.id} file={attachment} />}
        {details !== null && <MessageCard kind={message.kind} details={details} />}
        {message.body !== '' && details === null && <MessageText body={message.body} />}
      </>
    )
  }
  const kind = isViewOnce ? 'view_once' : message.kind
  const hint = wordKindHint(kind, t)
  return (
    <>
      <span className={classes.placeholder}>
        <KindIcon kind={kind} size={18} />
        <span>
          <span className={classes.placeholderKind}>{wordKind(kind, t)}</span>
          {hint !== null && <span className={classes.placeholderHint}>{hint}</span>}
        </span>
      </span>
      {message.body !== '' && <MessageText body={message.body} />}
    </>
  )
}

function MessageText({ body }: { readonly body: string }) {
  const { t } = useTranslation('conversations')
  const [isWhole, setIsWhole] = useState(false)
  const isLong = body.length > DRAWN_AT_ONCE
  const drawn = isLong && !isWhole ? `${body.slice(0, DRAWN_AT_ONCE)}…` : body
  const parts = useMemo(() => parseMessageText(drawn), [drawn])
  return (
    <>
      <span className={classes.text}>
        {parts.map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <Anchor
              key={index}
              href={part.href}
              target="_blank"
              rel="noopener noreferrer"
              inherit
              underline="always"
              title={part.href}
            >
              {part.text}
            </Anchor>
          ),
        )}
      </span>
      {isLong && !isWhole && (
        <UnstyledButton className={classes.showMore} onClick={() => setIsWhole(true)}>
          {t('showMore')}
        </UnstyledButton>
      )}
    </>
  )
}
