import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Interaction } from '#shared/contract/leads.ts'
import { type InteractionId, type LeadId, newId } from '#shared/domain/ids.ts'
import { i18n } from '../../i18n/i18n.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'

interface NewNote {
  /** Stays the same until the note is stored: trying again after a lost answer cannot double it. */
  readonly id: InteractionId
  readonly text: string
}

/** Notes on a lead: written, changed, taken away and put back. All that shows notes asks again. */
export function useNoteChanges(leadId: LeadId) {
  const queries = useQueryClient()
  const word = useWordProblem()
  const queryKey = api.leads.timeline.key({ input: { leadId } })
  const askAgain = () => queries.invalidateQueries({ queryKey })
  const onError = (problem: unknown) => showProblemToast(word(problem))

  const adding = useMutation({
    mutationFn: ({ id, text }: NewNote) => rpc.leads.addNote({ id, leadId, text }),
    onSettled: askAgain,
  })
  const editing = useMutation({
    mutationFn: (note: NewNote) => rpc.leads.editNote(note),
    onError,
    onSettled: askAgain,
  })
  const puttingBack = useMutation({
    mutationFn: ({ text, at }: { text: string; at: number }) =>
      rpc.leads.addNote({ id: newId<InteractionId>(), leadId, text, at }),
    onError,
    onSettled: askAgain,
  })
  const removing = useMutation({
    mutationFn: ({ id }: Interaction) => rpc.leads.removeNote({ id }),
    onMutate: ({ id }) =>
      queries.setQueriesData<InfiniteData<{ items: Interaction[] }>>({ queryKey }, data =>
        data === undefined || !('pages' in data)
          ? data
          : {
              ...data,
              pages: data.pages.map(page => ({ ...page, items: page.items.filter(item => item.id !== id) })),
            },
      ),
    onSuccess: (_nothing, { id, data, happenedAt }) =>
      showUndoToast(`note-${id}`, i18n.t('leads:noteRemoved'), () =>
        puttingBack.mutate({ text: String(data['text'] ?? ''), at: happenedAt }),
      ),
    onError,
    onSettled: askAgain,
  })
  return { adding, edit: editing.mutateAsync, remove: removing.mutate }
}
