import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { Clock } from '../../../ports/clock.ts'
import type {
  ChannelProvider,
  ChannelSink,
  LinkMedia,
  OutgoingChange,
  OutgoingReaction,
  OutgoingText,
  PeerAddress,
  SendOutcome,
} from '../../channels/channel.ts'
import type { LinkPeople } from '../../channels/link-people.ts'
import type { ChannelStanding } from '../../channels/standing.ts'

/** A channel in small, in place of WhatsApp: a link whose state and answers the test decides. */
export function createFakeChannel(clock: Clock) {
  const sinks = new Map<ChannelAccountId, ChannelSink>()
  const states = new Map<ChannelAccountId, LinkState>()
  const sent: OutgoingText[] = []
  const reactions: OutgoingReaction[] = []
  const changes: OutgoingChange[] = []
  const read: { externalId: string; from: PeerAddress }[][] = []
  const forgotten: string[] = []
  /** Contents as the channel has them; what a test does not decide is not there. */
  const media: LinkMedia = {
    encode: async () => {
      throw new MediaProblem('no-link')
    },
    fetch: () => {
      throw new MediaProblem('gone')
    },
    askPhone: async () => {
      throw new MediaProblem('gone')
    },
  }
  const blocks: { to: PeerAddress; isBlocked: boolean }[] = []
  let blockAnswer: SendOutcome = { kind: 'acknowledged', at: 0 }
  const watched: PeerAddress[] = []
  const people: LinkPeople = {
    async watch(person) {
      watched.push(person)
    },
    async setBlocked(to, isBlocked) {
      blocks.push({ to, isBlocked })
      return blockAnswer
    },
  }
  let answer = (_message: OutgoingText): SendOutcome | Promise<SendOutcome> => ({
    kind: 'acknowledged',
    at: clock.now(),
  })

  const stateOf = (id: ChannelAccountId): LinkState => states.get(id) ?? { kind: 'unlinked', failure: null }

  function become(id: ChannelAccountId, state: LinkState): void {
    states.set(id, state)
    sinks.get(id)?.linkChanged(id, state)
  }

  const provider: ChannelProvider = {
    provider: 'whatsapp-link',
    newMessageId: () => newId(),
    open(id, sink) {
      sinks.set(id, sink)
      return {
        get state() {
          return stateOf(id)
        },
        start() {},
        startPairing() {},
        cancelPairing() {},
        reconnect() {},
        async unlink() {
          become(id, { kind: 'unlinked', failure: null })
        },
        async stop() {},
        media,
        people,
        encodeText: ({ body }) => Buffer.from(body),
        async send(message) {
          if ('target' in message) {
            reactions.push(message)
            return answer({ ...message, body: '', quoted: null })
          }
          if ('changed' in message) {
            changes.push(message)
            return answer({ ...message, body: message.newBody ?? '', quoted: null })
          }
          sent.push(message)
          return answer(message)
        },
        async markRead(messages) {
          if (stateOf(id).kind !== 'connected') return false
          read.push([...messages])
          return true
        },
        async showPresence() {},
        checkAfterWake() {},
      }
    },
    forget: (_tx, _id, externalIds) => void forgotten.push(...externalIds),
    countPending: () => 0,
  }

  return {
    provider,
    media,
    sent,
    reactions,
    blocks,
    watched,
    /** What the server says to the next blocks. */
    answerBlocksWith(outcome: SendOutcome): void {
      blockAnswer = outcome
    },
    changes,
    read,
    forgotten,
    become,
    /** What WhatsApp says of the number's limits. */
    tellStanding: (id: ChannelAccountId, standing: ChannelStanding) => sinks.get(id)?.standingChanged(id, standing),
    connect: (id: ChannelAccountId, syncProgress: number | null = null) =>
      become(id, { kind: 'connected', since: clock.now(), phoneNumber: '+905550000001', syncProgress }),
    lose: (id: ChannelAccountId) =>
      become(id, {
        kind: 'waiting-to-reconnect',
        since: clock.now(),
        retryAt: clock.now() + 1_000,
        attempt: 1,
        trouble: 'network',
        code: null,
      }),
    /** What the server says to the next messages. */
    answerWith(next: typeof answer): void {
      answer = next
    },
    acknowledge(): void {
      answer = () => ({ kind: 'acknowledged', at: clock.now() })
    },
  }
}
