import type { TemplateId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import type { ReminderTrigger } from '#shared/domain/reminder.ts'

interface InitialRule {
  readonly trigger: ReminderTrigger
  readonly minutes: number
  readonly templateId: TemplateId
  readonly asksReply: boolean
  readonly tolerance: number
}

/** What an office finds ready, switched off: nobody's patients are written to before the office says so. */
export const INITIAL_RULES: readonly InitialRule[] = [
  { trigger: 'before', minutes: 1_440, templateId: INITIAL_TEMPLATE.dayBefore, asksReply: true, tolerance: 60 },
  { trigger: 'before', minutes: 120, templateId: INITIAL_TEMPLATE.hoursBefore, asksReply: false, tolerance: 30 },
  { trigger: 'created', minutes: 0, templateId: INITIAL_TEMPLATE.confirmation, asksReply: false, tolerance: 240 },
  { trigger: 'moved', minutes: 0, templateId: INITIAL_TEMPLATE.moved, asksReply: false, tolerance: 240 },
  { trigger: 'cancelled', minutes: 0, templateId: INITIAL_TEMPLATE.cancelled, asksReply: false, tolerance: 240 },
  { trigger: 'no_show', minutes: 60, templateId: INITIAL_TEMPLATE.noShow, asksReply: false, tolerance: 1_440 },
  { trigger: 'done', minutes: 120, templateId: INITIAL_TEMPLATE.thanks, asksReply: false, tolerance: 1_440 },
]
