import type { Conversation } from '#shared/contract/conversations.ts'
import { ComposerObstacle } from './composer-obstacle.tsx'
import { MessageComposer } from './message-composer.tsx'
import type { ShownMessage } from './shown-message.ts'

interface ComposerProps {
  readonly conversation: Conversation
  /** The loaded messages, for the one that is answered. */
  readonly messages: readonly ShownMessage[]
  readonly isForWriting: boolean
  readonly onLeave: () => void
  readonly onSent: () => void
}

/** The foot of a conversation: where something is written, or why nothing can be. */
export function Composer(props: ComposerProps) {
  const { obstacle } = props.conversation
  return obstacle === null ? <MessageComposer {...props} /> : <ComposerObstacle obstacle={obstacle} />
}
