import { NavLink } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page.tsx'
import classes from './settings-page.module.css'

export interface SettingsSection {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  /** Said beside the label, while there is something to say. */
  readonly mark?: ReactNode
  readonly content: ComponentType
}

interface SettingsPageProps {
  /** What this person's role may see, in order. */
  readonly sections: readonly SettingsSection[]
}

/** One page with its index at the left; narrow windows have the index above. */
export function SettingsPage({ sections }: SettingsPageProps) {
  const { t } = useTranslation('settings')
  const { section: asked } = useParams({ strict: false })
  const shown = sections.find(section => section.id === asked) ?? sections[0]
  const Content = shown?.content
  return (
    <Page title={t('title')}>
      <div className={classes.settings}>
        <nav className={classes.index} aria-label={t('index')}>
          {sections.map(section => (
            <NavLink
              key={section.id}
              label={section.label}
              leftSection={section.icon}
              rightSection={section.mark}
              active={section.id === shown?.id}
              aria-current={section.id === shown?.id ? 'page' : undefined}
              renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: section.id }} />}
            />
          ))}
        </nav>
        <div className={classes.content}>{Content && <Content key={shown.id} />}</div>
      </div>
    </Page>
  )
}
