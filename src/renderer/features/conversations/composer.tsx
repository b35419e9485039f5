import type { Conversation } from '#shared/contract/conversations.ts'
import { setComposerMode, useComposerMode } from './composer-mode.ts'
import { ComposerObstacle } from './composer-obstacle.tsx'
import { MessageComposer } from './message-composer.tsx'
import { NoteComposer } from './note-composer.tsx'
import type { ShownMessage } from './shown-message.ts'

interface ComposerProps {
  readonly conversation: Conversation
  /** The loaded messages, for the one that is answered. */
  readonly messages: readonly ShownMessage[]
  readonly isForWriting: boolean
  readonly onLeave: () => void
  readonly onSent: () => void
}

/** The foot of a conversation: where a message or a note is written, or why no message can be. */
export function Composer(props: ComposerProps) {
  const { conversation, onSent } = props
  const mode = useComposerMode(conversation.id)
  if (mode === 'note') {
    return (
      <NoteComposer
        conversation={conversation}
        onNoted={onSent}
        onBack={() => setComposerMode(conversation.id, 'message')}
      />
    )
  }
  if (conversation.obstacle !== null)
    return <ComposerObstacle conversation={conversation} obstacle={conversation.obstacle} />
  return <MessageComposer {...props} />
}
