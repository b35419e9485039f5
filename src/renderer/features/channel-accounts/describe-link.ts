import type { LinkState } from '#shared/domain/link-state.ts'

/** The name of a state's words in the catalogue (`channelAccounts:state.<name>`). */
export type LinkWords =
  | 'unlinked'
  | 'pairing'
  | 'connecting'
  | 'syncing'
  | 'syncRetrying'
  | 'syncIncomplete'
  | 'connected'
  | 'pairingExpired'
  | 'passkeyRequired'
  | 'codeRefused'
  | 'pairingFailed'
  | 'network'
  | 'server'
  | 'portal'
  | 'repeatedFailure'
  | 'loggedOut'
  | 'replaced'
  | 'banned'
  | 'versionRefused'
  | 'refused'
  | 'keysUnreadable'
  | 'unknown'

/** What one button does about a state: link anew (an admin's work), try again at once, or nothing. */
export type LinkRemedy = 'link' | 'reconnect' | null

export interface LinkDescription {
  readonly words: LinkWords
  readonly remedy: LinkRemedy
  /** Since when, where that is worth saying. */
  readonly since: number | null
}

/** A link's state as words and one way on. States of a newer core are unknown here and still get a sentence. */
export function describeLink(link: LinkState): LinkDescription {
  switch (link.kind) {
    case 'unlinked':
      return { words: link.failure === null ? 'unlinked' : failureWords(link.failure), remedy: 'link', since: null }
    case 'pairing':
      return { words: 'pairing', remedy: null, since: null }
    case 'connecting':
      return { words: 'connecting', remedy: null, since: link.since }
    case 'connected':
      return { words: connectedWords(link), remedy: null, since: link.since }
    case 'waiting-to-reconnect':
      return {
        words: troubleWords(link.trouble),
        remedy: link.trouble === 'repeated-failure' ? 'link' : 'reconnect',
        since: link.since,
      }
    case 'ended':
      return { ...endDescription(link.end), since: link.since }
    default:
      return { words: 'unknown', remedy: 'reconnect', since: null }
  }
}

type Connected = Extract<LinkState, { kind: 'connected' }>
type Failure = NonNullable<Extract<LinkState, { kind: 'unlinked' }>['failure']>
type Trouble = Extract<LinkState, { kind: 'waiting-to-reconnect' }>['trouble']
type End = Extract<LinkState, { kind: 'ended' }>['end']

function connectedWords({ syncProgress, syncProblem }: Connected): LinkWords {
  if (syncProblem === 'retrying') return 'syncRetrying'
  if (syncProgress !== null) return 'syncing'
  return syncProblem === 'incomplete' ? 'syncIncomplete' : 'connected'
}

function failureWords(failure: Failure): LinkWords {
  switch (failure) {
    case 'expired':
      return 'pairingExpired'
    case 'passkey-required':
      return 'passkeyRequired'
    case 'code-refused':
      return 'codeRefused'
    default:
      return 'pairingFailed'
  }
}

function troubleWords(trouble: Trouble): LinkWords {
  switch (trouble) {
    case 'network':
    case 'server':
    case 'portal':
      return trouble
    case 'repeated-failure':
      return 'repeatedFailure'
    default:
      return 'unknown'
  }
}

function endDescription(end: End): { words: LinkWords; remedy: LinkRemedy } {
  switch (end) {
    case 'logged-out':
      return { words: 'loggedOut', remedy: 'link' }
    case 'replaced':
      return { words: 'replaced', remedy: 'reconnect' }
    case 'banned':
      return { words: 'banned', remedy: 'link' }
    case 'version-refused':
      return { words: 'versionRefused', remedy: 'reconnect' }
    case 'refused':
      return { words: 'refused', remedy: 'link' }
    case 'keys-unreadable':
      return { words: 'keysUnreadable', remedy: 'link' }
    default:
      return { words: 'unknown', remedy: 'reconnect' }
  }
}
