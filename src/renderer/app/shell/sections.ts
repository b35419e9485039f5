import { IconCalendar, IconMessages, IconSettings, IconUsers } from '@tabler/icons-react'

/** The built sections in the order of the rail; their place is also their Ctrl+number. */
export const sections = [
  { to: '/inbox', label: 'inbox', icon: IconMessages, isAtFoot: false },
  { to: '/leads', label: 'leads', icon: IconUsers, isAtFoot: false },
  { to: '/calendar', label: 'calendar', icon: IconCalendar, isAtFoot: false },
  { to: '/settings', label: 'settings', icon: IconSettings, isAtFoot: true },
] as const
