import { Tooltip } from '@mantine/core'
import { IconMessages, IconSettings, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './rail.module.css'

const sections = [
  { to: '/inbox', label: 'inbox', icon: IconMessages },
  { to: '/leads', label: 'leads', icon: IconUsers },
  { to: '/settings', label: 'settings', icon: IconSettings },
] as const

export function Rail() {
  const { t } = useTranslation('frame')
  return (
    <nav className={classes.rail} aria-label={t('sections')}>
      {sections.map(({ to, label, icon: Icon }) => (
        <Tooltip key={to} label={t(label)} position="right">
          <Link to={to} className={classes.section} aria-label={t(label)}>
            <Icon size={22} stroke={1.6} />
          </Link>
        </Tooltip>
      ))}
    </nav>
  )
}
