import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Message } from '#shared/contract/conversations.ts'
import type { ConversationId, StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { i18n } from '../../i18n/i18n.ts'
import { wordProblem } from '../../i18n/word-problem.ts'
import { api, connection, rpc } from '../../rpc/api.ts'
import { hasCode } from '../../rpc/problem.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import { createDraftStore, type Draft, type DraftStore, withReturnedText } from './drafts.ts'
import { createOutbox, type Outbox, type SendingOutcome } from './outbox.ts'
import type { OutgoingMessage } from './shown-message.ts'

/** Long enough for the page to notice that its connection has gone, short enough not to be felt. */
const PAUSE_BEFORE_NEXT_TRY_MS = 400

type DraftOwner = Parameters<typeof createDraftStore>[1]

const drafts = new Map<DraftOwner, DraftStore>()
const outboxes = new Map<StaffId, Outbox>()

function draftsOf(owner: DraftOwner): DraftStore {
  let store = drafts.get(owner)
  if (store === undefined) {
    store = createDraftStore(localStorage, owner, () => Date.now())
    drafts.set(owner, store)
  }
  return store
}

function outboxOf(staffId: StaffId, queries: QueryClient): Outbox {
  let outbox = outboxes.get(staffId)
  if (outbox === undefined) {
    outbox = createOutbox({
      storage: localStorage,
      storageKey: `santral.outbox.${staffId}`,
      send,
      untilReachable: () => untilSignedIn(staffId),
      onStored: message => addToNewestPage(queries, message),
      onRefused(message, problem) {
        const store = draftsOf(staffId)
        const returned = { id: message.id, text: message.body, quotedId: message.quoted?.id ?? null }
        store.write(message.conversationId, withReturnedText(store.read(message.conversationId), returned))
        showProblemToast(wordProblem(problem, i18n.t, i18n.language as Locale))
        void queries.invalidateQueries({ queryKey: api.conversations.get.key() })
      },
    })
    outboxes.set(staffId, outbox)
  }
  return outbox
}

async function send({ id, conversationId, body, quoted, templateId = null }: OutgoingMessage): Promise<SendingOutcome> {
  try {
    return {
      kind: 'stored',
      message: await rpc.messages.send({ id, conversationId, body, quotedId: quoted?.id ?? null, templateId }),
    }
  } catch (problem) {
    const isUnreachable = ['CONNECTION_LOST', 'UNAUTHENTICATED', 'OUT_OF_DATE'].some(code => hasCode(problem, code))
    return isUnreachable ? { kind: 'unreachable' } : { kind: 'refused', problem }
  }
}

/** Nothing of one person goes out while another is signed in, or nobody. */
async function untilSignedIn(staffId: StaffId): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, PAUSE_BEFORE_NEXT_TRY_MS))
  while (!isSignedIn(staffId)) {
    await new Promise<void>(resolve => {
      const stop = connection.subscribe(() => {
        stop()
        resolve()
      })
    })
  }
}

function isSignedIn(staffId: StaffId): boolean {
  const state = connection.state()
  return state.kind === 'ready' && state.handshake.staff?.id === staffId && !state.handshake.isLocked
}

/** The stored message takes the place of the one on its way, before that one goes: it is never missing in between. */
function addToNewestPage(queries: QueryClient, message: Message): void {
  queries.setQueriesData<InfiniteData<{ items: Message[]; newerCursor: string | null }>>(
    { queryKey: api.messages.list.key({ type: 'infinite', input: { conversationId: message.conversationId } }) },
    data => {
      const [newest, ...older] = data?.pages ?? []
      // A window further back does not reach to the end.
      if (data === undefined || newest === undefined || newest.newerCursor !== null) return data
      if (data.pages.some(page => page.items.some(item => item.id === message.id))) return data
      return { ...data, pages: [{ ...newest, items: [message, ...newest.items] }, ...older] }
    },
  )
}

export function useOutbox(): Outbox {
  const { id } = useSignedInStaff()
  return outboxOf(id, useQueryClient())
}

export function useOutgoing(conversationId: ConversationId): readonly OutgoingMessage[] {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, () => outbox.of(conversationId))
}

type KeptDraft = [Draft | null, (draft: Draft | null) => void]

export function useDraft(conversationId: ConversationId): KeptDraft {
  return useKeptDraft(useSignedInStaff().id, conversationId)
}

/** Puts a text into the half-written message of a chat, behind what stands there already. */
export function useAddToDraft(): (conversationId: ConversationId, text: string) => void {
  const store = draftsOf(useSignedInStaff().id)
  return (conversationId, text) => {
    const before = store.read(conversationId)
    const typed = before?.text.trim() ?? ''
    const joined = typed === '' ? text : `${typed}\n${text}`
    store.write(conversationId, { text: joined, quotedId: before?.quotedId ?? null, resendId: null })
  }
}

/** The half-written note, apart from the half-written message. */
export function useNoteDraft(conversationId: ConversationId): KeptDraft {
  return useKeptDraft(`${useSignedInStaff().id}-notes`, conversationId)
}

function useKeptDraft(owner: DraftOwner, conversationId: ConversationId): KeptDraft {
  const store = draftsOf(owner)
  const draft = useSyncExternalStore(store.subscribe, () => store.read(conversationId))
  return [draft, next => store.write(conversationId, next)]
}
