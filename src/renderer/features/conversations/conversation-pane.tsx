import { Skeleton, Stack } from '@mantine/core'
import { IconMessageOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { searchWords } from '#shared/domain/text-search.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { hasCode } from '../../rpc/problem.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { addToTray } from './attachment-tray.ts'
import { Composer } from './composer.tsx'
import { ConversationHeader, type HeaderActs } from './conversation-header.tsx'
import classes from './conversation-pane.module.css'
import { FindBar } from './find-bar.tsx'
import { FoundWords } from './found-words.ts'
import { MessageActs } from './message-acts.ts'
import { MessageList } from './message-list.tsx'
import { useOpenConversation } from './open-conversation.ts'
import type { ShownMessage } from './shown-message.ts'
import { useDraft } from './staff-stores.ts'
import { useFileDrop } from './use-file-drop.ts'
import { useMessageActs } from './use-message-acts.tsx'
import { useMessages } from './use-messages.ts'
import { useWatch } from './use-watch.ts'

interface ConversationPaneProps {
  readonly conversationId: ConversationId
  /** Null where the person's page says it all already. */
  readonly header: HeaderActs | null
  readonly isKeptUnread: boolean
  /** Opened in order to write: the composer has the focus. */
  readonly isForWriting: boolean
  /** The message to show, of somebody who comes from a search. */
  readonly targetId: MessageId | null
  readonly onLeaveComposer: () => void
  readonly onSent: () => void
}

/** One conversation: who it is, what was said, and the answer. Mounted anew for every conversation. */
export function ConversationPane(props: ConversationPaneProps) {
  const { conversationId, header, isKeptUnread, isForWriting, targetId, onLeaveComposer, onSent } = props
  const { t } = useTranslation('conversations')
  useWatch(conversationId)
  useOpenConversation(conversationId)
  const found = useQuery(api.conversations.get.queryOptions({ input: { id: conversationId } }))
  const [aroundId, setAroundId] = useState(targetId)
  const [soughtId, setSoughtId] = useState(targetId)
  const [knownTargetId, setKnownTargetId] = useState(targetId)
  if (targetId !== knownTargetId) {
    setKnownTargetId(targetId)
    if (targetId !== null) setSoughtId(targetId)
  }
  const loaded = useMessages(conversationId, aroundId)
  const [shownAroundId, setShownAroundId] = useState(aroundId)
  if (loaded.data !== undefined && !loaded.isPlaceholderData && shownAroundId !== aroundId) setShownAroundId(aroundId)
  /** Grows when the end is come back to from so far that it had been let go: the list begins anew. */
  const [returns, setReturns] = useState(0)
  function returnToEnd() {
    const show = () => (aroundId === null ? setReturns(before => before + 1) : setAroundId(null))
    // Without a connection what is here is shown.
    loaded.loadEnd().then(show, show)
  }
  // The message that was sought is gone by now: the chat is still there.
  if (aroundId !== null && hasCode(loaded.error, 'NOT_FOUND')) {
    setAroundId(null)
    setSoughtId(null)
  }
  const [question, setQuestion] = useState<string | null>(null)
  const words = useMemo(() => searchWords(question ?? ''), [question])
  const [draft, setDraft] = useDraft(conversationId)
  const { acts, panel, dialogs } = useMessageActs(found.data, loaded.messages ?? [])

  // What is kept from an earlier visit may be old; the line of unread messages is drawn from what is true now.
  const [isReady, setIsReady] = useState(false)
  const isSettled = [found, loaded].every(query => query.data !== undefined && !(query.isStale && query.isFetching))
  if (isSettled && !isReady) setIsReady(true)

  function handleReply(message: ShownMessage) {
    setDraft({ text: draft?.text ?? '', quotedId: message.id, resendId: null })
    requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>('[data-composer]')?.focus())
  }

  const { isOver, dropProps } = useFileDrop(files => {
    if (found.data !== undefined && found.data.obstacle === null) void addToTray(found.data, files, 'by-itself')
  })

  const error = found.error ?? loaded.error
  if (error !== null && (found.data === undefined || hasCode(error, 'NOT_FOUND'))) {
    return hasCode(error, 'NOT_FOUND') ? (
      <EmptyState icon={<IconMessageOff size={32} stroke={1.4} />} title={t('gone')}>
        {t('goneText')}
      </EmptyState>
    ) : (
      <Stack p="md">
        <ProblemNotice
          error={error}
          onRetry={() => {
            void found.refetch()
            void loaded.refetch()
          }}
        />
      </Stack>
    )
  }
  const conversation = found.data
  if (conversation === undefined || !isReady) {
    return (
      <Delayed>
        <PaneSkeleton />
      </Delayed>
    )
  }
  return (
    <section className={classes.pane} aria-label={t('paneLabel', { name: conversation.leadName })} {...dropProps}>
      {header !== null && (
        <ConversationHeader
          conversation={conversation}
          onFind={() => setQuestion(before => before ?? '')}
          {...header}
        />
      )}
      <FindBar conversationId={conversationId} question={question} onChange={setQuestion} onSeek={setSoughtId} />
      <MessageActs value={acts}>
        <FoundWords value={words}>
          <MessageList
            key={`${shownAroundId} ${returns}`}
            conversation={conversation}
            loaded={loaded}
            canReply={conversation.obstacle === null}
            isKeptUnread={isKeptUnread}
            onReply={handleReply}
            soughtId={soughtId}
            onSeek={setSoughtId}
            onOpenAround={setAroundId}
            onLeaveWindow={returnToEnd}
          />
        </FoundWords>
        {panel}
        <Composer
          conversation={conversation}
          messages={loaded.messages ?? []}
          isForWriting={isForWriting}
          onLeave={onLeaveComposer}
          onSent={() => {
            if (loaded.hasPreviousPage) returnToEnd()
            onSent()
          }}
        />
        {dialogs}
      </MessageActs>
      {isOver && conversation.obstacle === null && <div className={classes.drop}>{t('attach.drop')}</div>}
    </section>
  )
}

function PaneSkeleton() {
  return (
    <div className={classes.pane} aria-hidden>
      <div className={classes.skeletonHeader}>
        <Skeleton height={14} width={160} />
        <Skeleton height={10} width={120} mt={8} />
      </div>
      <Stack p="lg" gap="md">
        <Skeleton height={34} width="45%" radius="md" />
        <Skeleton height={52} width="60%" radius="md" style={{ alignSelf: 'flex-end' }} />
        <Skeleton height={34} width="38%" radius="md" />
      </Stack>
    </div>
  )
}
