import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'

/** The frame around every page: the rail at the left, what needs action above, the page in the rest. */
export function Shell() {
  const { t } = useTranslation('frame')
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content" onClick={handleSkip}>
        {t('skipToContent')}
      </a>
      <Rail />
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

/** The hash holds the route, so the link may not change it. */
function handleSkip(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
