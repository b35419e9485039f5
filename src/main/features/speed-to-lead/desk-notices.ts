import type { AppEvent } from '#shared/contract/events.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { word } from '../../i18n/words.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { SpeedToLead } from './service.ts'

/** Later than the notice of the message that brought the person: this one says more, and takes its place. */
const AFTER = 600
/** A night's worth at start is told by the strip in the window, not by twenty notices. */
const MOST_AT_ONCE = 3

/** Tells whoever sits at this PC of a new lead, by their own hours and wishes; again to the managers when nobody took it. */
export function createDeskNotices({
  clock,
  events,
  notifier,
  listViewersAtDesk,
  findNotice,
}: {
  clock: Clock
  events: AppEvents
  notifier: Notifier
  listViewersAtDesk: () => readonly Viewer[]
  findNotice: SpeedToLead['findNotice']
}) {
  let gathered: LeadId[] = []
  let cancelShowing = () => {}

  function show(): void {
    const leadIds = gathered.slice(-MOST_AT_ONCE)
    gathered = []
    for (const leadId of leadIds) tell(leadId)
  }

  function tell(leadId: LeadId): void {
    for (const viewer of listViewersAtDesk()) {
      const found = findNotice(viewer, leadId)
      if (!found?.tells.desktop) continue
      const { lead, chat } = found
      const minutes = Math.round((clock.now() - lead.raisedAt) / 60_000)
      const title = lead.isEscalated
        ? word(viewer.locale, 'newLead.unclaimed', { name: lead.name, minutes })
        : word(viewer.locale, 'newLead.title', { name: lead.name })
      const source = word(viewer.locale, `newLead.source.${lead.source}`)
      const body = chat?.preview ? `${source} · ${chat.preview}` : source
      notifier.show({ title, body, staysOpen: true, opensLead: leadId, ...(chat ? { opens: chat.id } : {}) })
      return
    }
  }

  function hear(event: AppEvent): void {
    if (event.type !== 'new-lead.raised' && event.type !== 'new-lead.escalated') return
    if (gathered.length === 0) cancelShowing = wakeIn(clock, AFTER, show)
    gathered.push(event.leadId)
  }

  /** Returns the stop. */
  return {
    start(): () => void {
      const stopListening = events.subscribe(({ event }) => hear(event))
      return () => {
        stopListening()
        cancelShowing()
      }
    },
  }
}
