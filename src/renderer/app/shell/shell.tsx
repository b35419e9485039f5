import { Outlet } from '@tanstack/react-router'
import { LinkBanners } from '../../features/channel-accounts/link-banners.tsx'
import { useConversationCommands } from '../../features/conversations/use-conversation-commands.tsx'
import { HandOverBanners } from '../../features/hand-over/hand-over-banners.tsx'
import { useLeadCommands } from '../../features/leads/use-lead-commands.tsx'
import { MetaBanners } from '../../features/meta/meta-banners.tsx'
import { MissingLeadsBanners } from '../../features/meta-leads/missing-banner.tsx'
import { NotificationCenter } from '../../features/notifications/notification-center.tsx'
import { AnswerToasts } from '../../features/reminders/answer-toasts.tsx'
import { useIdleLock } from '../../features/session/use-idle-lock.ts'
import { NewLeadStrip } from '../../features/speed-to-lead/new-lead-strip.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CommandPalette } from './command-palette.tsx'
import { CoreBanner } from './core-banner.tsx'
import { Rail } from './rail.tsx'
import { RelinkBanner } from './relink-banner.tsx'
import { SecretsBanner } from './secrets-banner.tsx'
import classes from './shell.module.css'
import { ShortcutsSheet } from './shortcuts-sheet.tsx'
import { useUnreadInTitle } from './use-document-title.ts'
import { useFrameCommands } from './use-frame-commands.tsx'
import { useFrameShortcuts } from './use-frame-shortcuts.ts'

/** The frame around every page: the rail at the left, what needs action above, the page in the rest. */
export function Shell() {
  const { t } = useTranslation('frame')
  // Registered here and read in the palette: a component that did both would wake itself for ever.
  useFrameCommands()
  useFrameShortcuts()
  useIdleLock()
  useUnreadInTitle()
  useLeadCommands()
  useConversationCommands()
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content" onClick={handleSkip}>
        {t('skipToContent')}
      </a>
      <Rail />
      <div className={classes.content}>
        <section aria-label={t('needsAction')}>
          <CoreBanner />
          <SecretsBanner />
          <RelinkBanner />
          <LinkBanners />
          <NewLeadStrip />
          <HandOverBanners />
          <MissingLeadsBanners />
          <MetaBanners />
        </section>
        <main id="content" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <NotificationCenter />
      <AnswerToasts />
      <CommandPalette />
      <ShortcutsSheet />
    </div>
  )
}

/** The hash holds the route, so the link may not change it. */
function handleSkip(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
