import { Anchor, UnstyledButton } from '@mantine/core'
import { use, useMemo, useState } from 'react'
import { findWords, type TextRange } from '#shared/domain/text-search.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { MarkedText } from '../../ui/marked-text.tsx'
import { FoundWords } from './found-words.ts'
import { KindIcon } from './kind-icon.tsx'
import { wordKind, wordKindHint } from './kind-words.ts'
import { MessageAttachment } from './message-attachment.tsx'
import classes from './message-bubble.module.css'
import { MessageCard } from './message-card.tsx'
import { parseMessageText, type TextPart } from './message-text.ts'
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
        {details !== null && <MessageCard messageId={message.id} kind={message.kind} details={details} />}
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
  const words = use(FoundWords)
  const parts = useMemo(() => markParts(parseMessageText(drawn), findWords(drawn, words)), [drawn, words])
  return (
    <>
      <span className={classes.text}>
        {parts.map((part, index) =>
          part.kind === 'text' ? (
            <MarkedText key={index} text={part.text} marks={part.marks} />
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
              <MarkedText text={part.text} marks={part.marks} />
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

/** What of the found ranges falls into each part, counted from that part's beginning. */
function markParts(parts: readonly TextPart[], found: readonly TextRange[]): (TextPart & { marks: TextRange[] })[] {
  let from = 0
  return parts.map(part => {
    const [start, end] = [from, from + part.text.length]
    from = end
    const marks = found
      .filter(range => range.start < end && range.end > start)
      .map(range => ({ start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start }))
    return { ...part, marks }
  })
}
