import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '#shared/contract/conversations.ts'
import { type FileId, type MessageId, newId, type TemplateId } from '#shared/domain/ids.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import { type TrayFile, takeFromTray } from './attachment-tray.ts'

/** The id of a file's message is kept with it: a send that is repeated after a lost answer stays one message. */
const messageIds = new Map<FileId, MessageId>()

function messageIdOf(fileId: FileId): MessageId {
  const id = messageIds.get(fileId) ?? newId<MessageId>()
  messageIds.set(fileId, id)
  return id
}

interface Sending {
  readonly files: readonly TrayFile[]
  readonly caption: string
  readonly quotedId: MessageId | null
  readonly templateId: TemplateId | null
  /** The words have gone along. */
  readonly onFirstSent: () => void
}

/** Sends the files of the tray, in their order; the caption and the quote go with the first. What fails stays in the tray. */
export function useSendFiles({ id: conversationId }: Pick<Conversation, 'id'>) {
  const queries = useQueryClient()
  const word = useWordProblem()
  return useMutation({
    async mutationFn({ files, caption, quotedId, templateId, onFirstSent }: Sending) {
      for (const [index, { id: uploadId, form }] of files.entries()) {
        const first = index === 0 ? { caption, quotedId, templateId } : { caption: '', quotedId: null }
        await rpc.messages.sendMedia({ id: messageIdOf(uploadId), conversationId, uploadId, form, ...first })
        messageIds.delete(uploadId)
        takeFromTray(conversationId, uploadId)
        if (index === 0) onFirstSent()
      }
    },
    onError: problem => showProblemToast(word(problem)),
    onSettled: () => queries.invalidateQueries({ queryKey: api.messages.list.key({ input: { conversationId } }) }),
  })
}
