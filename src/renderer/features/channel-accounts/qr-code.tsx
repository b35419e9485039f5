import { Loader } from '@mantine/core'
import { useMemo } from 'react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './qr-code.module.css'
import { qrPath } from './qr-path.ts'

const QUIET_ZONE = 3

interface QrCodeProps {
  /** Null until WhatsApp gives the first one; the place is kept. */
  readonly text: string | null
  readonly expiresAt: number | null
  readonly lifetimeMs: number | null
}

/** The large code with its countdown as a ring around it. Always dark on white: phones read it in both themes. */
export function QrCode({ text, expiresAt, lifetimeMs }: QrCodeProps) {
  const { t } = useTranslation('channelAccounts')
  const format = useFormat()
  const now = useNow(500)
  const qr = useMemo(() => (text === null ? null : qrPath(text)), [text])
  const left = expiresAt === null ? 0 : Math.max(0, expiresAt - now)
  const share = lifetimeMs === null || lifetimeMs === 0 ? 0 : Math.min(1, left / lifetimeMs)
  return (
    <figure className={classes.figure}>
      <div className={classes.frame}>
        <svg className={classes.ring} viewBox="0 0 100 100" aria-hidden="true">
          <rect className={classes.track} x="1" y="1" width="98" height="98" rx="7" pathLength="1" />
          {share > 0 && (
            <rect
              className={classes.left}
              x="1"
              y="1"
              width="98"
              height="98"
              rx="7"
              pathLength="1"
              strokeDasharray={`${share} 1`}
            />
          )}
        </svg>
        <div className={classes.paper}>
          {qr === null ? (
            <Loader color="gray" aria-label={t('qrComing')} />
          ) : (
            <svg
              role="img"
              aria-label={t('qrLabel')}
              shapeRendering="crispEdges"
              viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${qr.size + 2 * QUIET_ZONE} ${qr.size + 2 * QUIET_ZONE}`}
            >
              <path d={qr.path} fill="#000" />
            </svg>
          )}
        </div>
      </div>
      <figcaption className={classes.caption}>
        {qr === null ? t('qrComing') : t('qrRenews', { countdown: format.countdown(left) })}
      </figcaption>
    </figure>
  )
}
