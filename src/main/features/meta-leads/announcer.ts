import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { StoredEntries } from './store-entries.ts'

/** So many leads are told one by one; more of them at once, as many. */
const TOLD_SINGLY = 20
const TOGETHER_EVERY = 2_000
const PROGRESS_EVERY = 500

/** Tells pages what a fetch brings, so that a hundred thousand leads are no hundred thousand questions. Called after each commit. */
export function createAnnouncer({ clock, events }: { clock: Clock; events: AppEvents }) {
  let told = 0
  let untold = 0
  let toldAt = 0
  let progressAt = 0

  const isDue = (last: number, every: number) => Math.abs(clock.now() - last) >= every

  function tellMany(): void {
    if (untold === 0) return
    untold = 0
    toldAt = clock.now()
    events.publish({ type: 'leads.changed' })
  }

  return {
    stored({ newLeads, changedLeads, suggested }: StoredEntries): void {
      const many = newLeads.length + changedLeads.length
      if (told + many <= TOLD_SINGLY) {
        told += many
        for (const leadId of newLeads) events.publish({ type: 'lead.created', leadId })
        for (const leadId of changedLeads) events.publish({ type: 'lead.changed', leadId })
      } else {
        untold += many
        if (isDue(toldAt, TOGETHER_EVERY)) tellMany()
      }
      if (suggested > 0) events.publish({ type: 'duplicates.changed' })
      if (isDue(progressAt, PROGRESS_EVERY)) this.moved()
    },
    moved(): void {
      progressAt = clock.now()
      events.publish({ type: 'meta-leads.changed' })
    },
    end(): void {
      tellMany()
      this.moved()
    },
  }
}
