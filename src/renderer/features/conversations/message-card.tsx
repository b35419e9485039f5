import { Anchor } from '@mantine/core'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import type { MessageKind } from '#shared/domain/message.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CardPeople } from './card-people.tsx'
import { KindIcon } from './kind-icon.tsx'
import { wordKind, wordKindHint } from './kind-words.ts'
import classes from './message-attachment.module.css'

interface MessageCardProps {
  readonly messageId: MessageId
  readonly kind: MessageKind
  readonly details: MessageDetails
}

/** A place, people, a poll, a call, something of a shop: what it is, and what can be done with it. */
export function MessageCard({ messageId, kind, details }: MessageCardProps) {
  return (
    <span className={classes.card}>
      <KindIcon kind={kind} size={20} />
      <span className={classes.cardText}>
        <Lines messageId={messageId} kind={kind} details={details} />
      </span>
    </span>
  )
}

function Lines({ messageId, kind, details }: MessageCardProps) {
  const { t } = useTranslation('conversations')
  switch (details.kind) {
    case 'location': {
      const { latitude, longitude, name, address } = details
      const place = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
      return (
        <>
          <span className={classes.cardTitle}>{name ?? wordKind(kind, t)}</span>
          {address !== null && <span className={classes.cardLine}>{address}</span>}
          <Anchor
            href={place}
            target="_blank"
            rel="noopener noreferrer"
            className={classes.cardLine}
            underline="always"
          >
            {t('media.showOnMap')}
          </Anchor>
        </>
      )
    }
    case 'contacts':
      return <CardPeople messageId={messageId} people={details.people} />
    case 'poll':
      return (
        <>
          <span className={classes.cardTitle}>{details.question || wordKind(kind, t)}</span>
          {details.options.map((option, index) => (
            <span key={index} className={classes.cardLine}>
              ○ {option}
            </span>
          ))}
        </>
      )
    case 'call':
      return (
        <span className={classes.cardTitle}>
          {t(details.isVideo ? 'media.videoCall' : 'media.voiceCall')}
          {details.isMissed && ` · ${t('media.missed')}`}
        </span>
      )
    case 'number_request':
    case 'number_shared':
      return (
        <>
          <span className={classes.cardTitle}>{wordKind(details.kind, t)}</span>
          <span className={classes.cardLine}>{wordKindHint(details.kind, t)}</span>
        </>
      )
    case 'card':
      return (
        <>
          <span className={classes.cardTitle}>{details.title}</span>
          {details.text !== null && <span className={classes.cardLine}>{details.text}</span>}
        </>
      )
    default:
      return assertNever(details, 'message details')
  }
}
