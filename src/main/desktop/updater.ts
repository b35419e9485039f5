import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppUpdater, CancellationToken } from 'electron-updater'
import type { UpdateProblem } from '#shared/domain/update.ts'
import { createLogger } from '../logging/logger.ts'
import { type Updater, UpdaterProblem } from '../ports/updater.ts'

/** The part of electron-updater that is used. */
export interface LoadedUpdater {
  readonly updater: AppUpdater
  createCancellation(): CancellationToken
}

const log = createLogger('updates')

/** Every installation sends a number of its own to the feed, which would count PCs: all of ours send this one. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * electron-updater over a plain folder of files on a server. It does nothing by itself: it neither fetches nor installs what it
 * found until it is told to.
 */
export function createDesktopUpdater({
  isAvailable,
  load,
  leave,
}: {
  isAvailable: boolean
  /** Not before it is needed: it is a big package, and most starts ask nothing. */
  load: () => Promise<LoadedUpdater>
  /** Ends the program in good order, and calls what is to be its last act. */
  leave: (lastAct: () => void) => void
}): Updater {
  let loaded: Promise<LoadedUpdater> | undefined

  async function prepare(): Promise<LoadedUpdater> {
    const parts = await load()
    const { updater } = parts
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.disableWebInstaller = true
    updater.requestHeaders = { 'x-user-staging-id': NOBODY }
    // Its own words hold addresses and paths: one step quieter than what we say ourselves.
    updater.logger = {
      debug: () => {},
      info: (message: unknown) => log.debug({ updater: message }, 'updater'),
      warn: (message: unknown) => log.debug({ updater: message }, 'updater'),
      error: (message: unknown) => log.debug({ updater: message }, 'updater'),
    }
    return parts
  }

  function ready(): Promise<LoadedUpdater> {
    loaded ??= prepare()
    return loaded
  }

  return {
    isAvailable,

    async check(feed) {
      const { updater } = await ready()
      try {
        updater.setFeedURL({ provider: 'generic', url: feed, useMultipleRangeRequest: false })
        const result = await updater.checkForUpdates()
        if (!result?.isUpdateAvailable) return null
        return { version: result.updateInfo.version }
      } catch (error) {
        throw new UpdaterProblem(problemOf(error), { cause: error })
      }
    },

    async download({ onProgress, signal }) {
      const { updater, createCancellation } = await ready()
      const tell = ({ percent }: { percent: number }) => onProgress(percent)
      const cancellation = createCancellation()
      const cancel = () => cancellation.cancel()
      signal.addEventListener('abort', cancel)
      updater.on('download-progress', tell)
      try {
        await updater.downloadUpdate(cancellation)
      } catch (error) {
        throw signal.aborted ? signal.reason : new UpdaterProblem(problemOf(error), { cause: error })
      } finally {
        signal.removeEventListener('abort', cancel)
        updater.off('download-progress', tell)
      }
    },

    install() {
      void ready().then(({ updater }) => leave(() => updater.quitAndInstall(true, true)))
    },
  }
}

/** On Linux an AppImage can be renewed, and a package whose kind the installer noted; an unpacked folder cannot. */
export function canBeRenewed({
  isInstalled,
  platform,
  environment,
  resources,
}: {
  isInstalled: boolean
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  resources: string
}): boolean {
  if (!isInstalled) return false
  return platform !== 'linux' || environment['APPIMAGE'] !== undefined || existsSync(join(resources, 'package-type'))
}

const NO_CONNECTION =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_(?:INTERNET|NAME|CONNECTION|ADDRESS|NETWORK|TIMED|PROXY|SSL|CERT)/u
const NO_FEED =
  /ERR_UPDATER_(?:CHANNEL_FILE_NOT_FOUND|LATEST_VERSION_NOT_FOUND|INVALID_UPDATE_INFO|INVALID_VERSION|NO_FILES_PROVIDED|ASSET_NOT_FOUND)|HTTP_ERROR_4/u

function problemOf(error: unknown): UpdateProblem {
  const { code = '', message = '' } = error instanceof Error ? (error as Error & { code?: string }) : {}
  const told = `${code} ${message.slice(0, 500)}`
  if (/ENOSPC/u.test(told)) return 'disk-full'
  if (/ERR_CHECKSUM_MISMATCH|ERR_UPDATER_INVALID_SIGNATURE/u.test(told)) return 'wrong-content'
  if (NO_FEED.test(told)) return 'not-a-feed'
  if (NO_CONNECTION.test(told) || /HTTP_ERROR_5/u.test(told)) return 'unreachable'
  return 'unknown'
}
