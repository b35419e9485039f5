import {
  IconActivity,
  IconArrowsSplit2,
  IconBell,
  IconBellRinging,
  IconBrandMeta,
  IconBrandWhatsapp,
  IconBuilding,
  IconCalendarCog,
  IconClockHour9,
  IconDatabaseExport,
  IconDeviceDesktop,
  IconHistory,
  IconInfoCircle,
  IconMail,
  IconMessage2Bolt,
  IconReceipt,
  IconRoute,
  IconShieldLock,
  IconSparkles,
  IconSpeakerphone,
  IconStars,
  IconTag,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { GreetingSection } from '../features/ads/greeting-section.tsx'
import { WorkingHoursSection } from '../features/appointments/hours-section.tsx'
import { AppointmentTypesSection } from '../features/appointments/types-section.tsx'
import { AssignmentSection } from '../features/assignment-rules/assignment-section.tsx'
import { AuditSection } from '../features/audit/audit-section.tsx'
import { BackupsSection } from '../features/backups/backups-section.tsx'
import { NumbersSection } from '../features/channel-accounts/numbers-section.tsx'
import { DiagnosticsSection } from '../features/diagnostics/diagnostics-section.tsx'
import { MetaSection } from '../features/meta/meta-section.tsx'
import { NotificationsSection } from '../features/notifications/notifications-section.tsx'
import { PrivacySection } from '../features/privacy/privacy-section.tsx'
import { ReminderRulesSection } from '../features/reminders/rules-section.tsx'
import { SaleListsSection } from '../features/sales/lists-section.tsx'
import { ScoringSection } from '../features/scoring/scoring-section.tsx'
import { SendersSection } from '../features/senders/senders-section.tsx'
import { AccountSection } from '../features/session/account-section.tsx'
import { AboutSection } from '../features/settings/about-section.tsx'
import { OfficeSection } from '../features/settings/office-section.tsx'
import { SettingMark } from '../features/settings/setting-mark.tsx'
import { SettingsPage, type SettingsSection } from '../features/settings/settings-page.tsx'
import { SpeedSection } from '../features/speed-to-lead/speed-section.tsx'
import { StaffSection } from '../features/staff/staff-section.tsx'
import { StagesSection } from '../features/stages/stages-section.tsx'
import { TagsSection } from '../features/tags/tags-section.tsx'
import { TemplatesSection } from '../features/templates/templates-section.tsx'
import { ThisPcSection } from '../features/this-pc/this-pc-section.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { api } from '../rpc/api.ts'
import { useHandshake, useSignedInStaff } from '../rpc/use-connection.ts'

const everybody: readonly StaffRole[] = ['admin', 'manager', 'consultant']
const leaders: readonly StaffRole[] = ['admin', 'manager']
const admins: readonly StaffRole[] = ['admin']

/** In the order of the index; what belongs together stands together. */
const all = [
  { id: 'account', group: 'personal', icon: IconUser, content: AccountSection, roles: everybody },
  { id: 'notifications', group: 'personal', icon: IconBell, content: NotificationsSection, roles: everybody },
  { id: 'this-pc', group: 'personal', icon: IconDeviceDesktop, content: ThisPcSection, roles: everybody },
  { id: 'office', group: 'general', icon: IconBuilding, content: OfficeSection, roles: leaders },
  { id: 'staff', group: 'general', icon: IconUsersGroup, content: StaffSection, roles: admins },
  { id: 'hours', group: 'general', icon: IconClockHour9, content: WorkingHoursSection, roles: leaders },
  { id: 'privacy', group: 'general', icon: IconShieldLock, content: PrivacySection, roles: leaders },
  { id: 'numbers', group: 'messaging', icon: IconBrandWhatsapp, content: NumbersSection, roles: everybody },
  { id: 'senders', group: 'messaging', icon: IconMail, content: SendersSection, roles: leaders },
  { id: 'templates', group: 'messaging', icon: IconMessage2Bolt, content: TemplatesSection, roles: everybody },
  { id: 'meta', group: 'leads', icon: IconBrandMeta, content: MetaSection, roles: leaders },
  { id: 'ads', group: 'leads', icon: IconSpeakerphone, content: GreetingSection, roles: leaders },
  { id: 'new-leads', group: 'leads', icon: IconSparkles, content: SpeedSection, roles: leaders },
  { id: 'assignment', group: 'leads', icon: IconArrowsSplit2, content: AssignmentSection, roles: leaders },
  { id: 'pipeline', group: 'leads', icon: IconRoute, content: StagesSection, roles: leaders },
  { id: 'tags', group: 'leads', icon: IconTag, content: TagsSection, roles: leaders },
  { id: 'scoring', group: 'leads', icon: IconStars, content: ScoringSection, roles: leaders },
  { id: 'sales', group: 'leads', icon: IconReceipt, content: SaleListsSection, roles: leaders },
  { id: 'appointments', group: 'calendar', icon: IconCalendarCog, content: AppointmentTypesSection, roles: leaders },
  { id: 'reminders', group: 'calendar', icon: IconBellRinging, content: ReminderRulesSection, roles: leaders },
  { id: 'backups', group: 'system', icon: IconDatabaseExport, content: BackupsSection, roles: admins },
  { id: 'diagnostics', group: 'system', icon: IconActivity, content: DiagnosticsSection, roles: leaders },
  { id: 'audit', group: 'system', icon: IconHistory, content: AuditSection, roles: admins },
  { id: 'about', group: 'system', icon: IconInfoCircle, content: AboutSection, roles: everybody },
] as const

/** The features' settings as one page. A section that a role may not use is not in its index. */
export function SettingsSections() {
  const { t } = useTranslation('settings')
  const { role } = useSignedInStaff()
  const { host } = useHandshake()
  const { data: debug } = useQuery(api.logs.debug.queryOptions({ enabled: leaders.includes(role) }))
  const isDebugging = Boolean(debug)
  const { data: updates } = useQuery(api.updates.get.queryOptions())
  const isUpdatable = updates?.state.kind === 'available' || updates?.state.kind === 'ready'
  const wordsOf = useCallback(
    (id: (typeof all)[number]['id']) => {
      if (id === 'diagnostics' && isDebugging) return t('logs:isOn')
      return id === 'about' && isUpdatable ? t('updates:isAvailable') : undefined
    },
    [t, isDebugging, isUpdatable],
  )
  const sections = useMemo<readonly SettingsSection[]>(
    () =>
      all
        // A page in a browser has no PC of its own to speak of.
        .filter(section => section.roles.includes(role) && (section.id !== 'this-pc' || host === 'desktop'))
        .map(({ id, group, icon: Icon, content }) => ({
          id,
          group: t(`groups.${group}`),
          label: t(`sections.${id}`),
          icon: <Icon size={18} stroke={1.6} aria-hidden="true" />,
          content,
          mark: wordsOf(id) && <SettingMark words={wordsOf(id) ?? ''} />,
        })),
    [t, role, host, wordsOf],
  )
  return <SettingsPage sections={sections} />
}
