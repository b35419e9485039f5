import { os } from '../../rpc/os.ts'

export const messagesRouter = {
  list: os.messages.list.handler(({ input, context }) => context.services.messages.list(context.viewer, input)),
  search: os.messages.search.handler(({ input, context }) => context.services.messages.search(context.viewer, input)),
  starred: os.messages.starred.handler(({ input, context }) =>
    context.services.messages.starred(context.viewer, input),
  ),
  star: os.messages.star.handler(({ input, context }) =>
    context.services.messages.star(context.viewer, input.id, input.isStarred),
  ),
  ofLead: os.messages.ofLead.handler(({ input, context }) => context.services.messages.ofLead(context.viewer, input)),
  get: os.messages.get.handler(({ input, context }) => context.services.messages.get(context.viewer, input.id)),
  send: os.messages.send.handler(({ input, context }) => context.services.messages.send(context.viewer, input)),
  sendMedia: os.messages.sendMedia.handler(({ input, context }) =>
    context.services.messages.sendMedia(context.viewer, input),
  ),
  react: os.messages.react.handler(({ input, context }) =>
    context.services.messages.react(context.viewer, input.id, input.emoji),
  ),
  fetchMedia: os.messages.fetchMedia.handler(({ input, context }) =>
    context.services.messages.fetchMedia(context.viewer, input.id),
  ),
  retry: os.messages.retry.handler(({ input, context }) => context.services.messages.retry(context.viewer, input.id)),
  cancel: os.messages.cancel.handler(({ input, context }) =>
    context.services.messages.cancel(context.viewer, input.id),
  ),
  edit: os.messages.edit.handler(({ input, context }) =>
    context.services.messageChanges.edit(context.viewer, input.id, input.body),
  ),
  deleteForAll: os.messages.deleteForAll.handler(({ input, context }) =>
    context.services.messageChanges.deleteForAll(context.viewer, input.id),
  ),
  retryChange: os.messages.retryChange.handler(({ input, context }) =>
    context.services.messageChanges.retry(context.viewer, input.id),
  ),
  dropChange: os.messages.dropChange.handler(({ input, context }) =>
    context.services.messageChanges.drop(context.viewer, input.id),
  ),
  earlierForms: os.messages.earlierForms.handler(({ input, context }) =>
    context.services.messageChanges.earlierForms(context.viewer, input.id),
  ),
  forward: os.messages.forward.handler(({ input, context }) =>
    context.services.sharing.forward(context.viewer, input.toConversationId, input.copies),
  ),
  sendContact: os.messages.sendContact.handler(({ input, context }) =>
    context.services.sharing.sendContact(context.viewer, input),
  ),
  knownPeople: os.messages.knownPeople.handler(({ input, context }) =>
    context.services.sharing.knownPeople(context.viewer, input.id),
  ),
}
