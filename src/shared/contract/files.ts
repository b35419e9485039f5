import { z } from 'zod'
import {
  FileDirection,
  FileFailure,
  FileKind,
  FileState,
  FixedFileLabel,
  LARGEST_THUMBNAIL,
  LONGEST_WAVEFORM,
} from '../domain/file.ts'
import { ConversationId, FileId, LeadId, MessageId, StaffId } from '../domain/ids.ts'
import { Cursor, ownLeads, PageSize, page } from './procedure.ts'

const WaveHeight = z.number().int().min(0).max(100)

/** A file as a message or a list shows it, without its content. */
export const AttachmentSummary = z.object({
  id: FileId,
  kind: FileKind,
  mime: z.string(),
  name: z.string(),
  /** Bytes. What the sender said, until the content is here. */
  size: z.number(),
  state: FileState,
  error: FileFailure.nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
  waveform: z.array(WaveHeight).nullable(),
  /** A small picture as a `data:` address. */
  thumbnailUrl: z.string().nullable(),
})
export type AttachmentSummary = z.infer<typeof AttachmentSummary>

/** A fixed label's key (`FixedFileLabel`), which the page words, or the office's own text. */
export const FileLabel = z.string().trim().min(1).max(60)

/** A label that the office has made itself. */
const OwnFileLabel = FileLabel.refine(label => !FixedFileLabel.safeParse(label).success)

export const LeadFile = AttachmentSummary.extend({
  version: z.number(),
  leadId: LeadId,
  /** The message that brought it; null for what was put there by hand. */
  messageId: MessageId.nullable(),
  conversationId: ConversationId.nullable(),
  direction: FileDirection,
  label: FileLabel.nullable(),
  /** Who of the office put it there or sent it; null for what the person sent, and for what was sent from the phone itself. */
  addedBy: StaffId.nullable(),
  addedAt: z.number(),
})
export type LeadFile = z.infer<typeof LeadFile>

export const FileFilter = z.object({
  /** Words of the name, in any order. */
  search: z.string().trim().max(200).default(''),
  label: FileLabel.nullable().default(null),
  /** Only these; none named: all. */
  kinds: z.array(FileKind).max(FileKind.options.length).default([]),
})
export type FileFilter = z.infer<typeof FileFilter>

export const FileCounts = z.object({
  total: z.number(),
  byLabel: z.array(z.object({ label: FileLabel.nullable(), files: z.number() })),
  byKind: z.array(z.object({ kind: FileKind, files: z.number() })),
})
export type FileCounts = z.infer<typeof FileCounts>

/** What the page found out about a picture, a film or a sound. Nothing in here is believed further than for showing. */
export const MediaDetails = z.object({
  width: z.number().int().min(1).max(100_000).nullable().default(null),
  height: z.number().int().min(1).max(100_000).nullable().default(null),
  seconds: z.number().min(0).max(360_000).nullable().default(null),
  waveform: z.array(WaveHeight).min(1).max(LONGEST_WAVEFORM).nullable().default(null),
  /** A JPEG as a `data:` address. */
  thumbnailUrl: z
    .string()
    .regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+={0,2}$/u)
    .max(Math.ceil(LARGEST_THUMBNAIL / 3) * 4 + 30)
    .nullable()
    .default(null),
})
export type MediaDetails = z.infer<typeof MediaDetails>

/** What became of an upload. `sameAs`: the lead has the very same content already, under this name. */
export const UploadedFile = AttachmentSummary.extend({
  sameAs: z.object({ id: FileId, name: z.string() }).nullable(),
})
export type UploadedFile = z.infer<typeof UploadedFile>

/** How many files are labelled at once. */
export const MOST_LABELLED = 200

/** Where bytes are fetched from, or sent to: a path of the page's own origin, for this session and a short time. */
const transferAddress = z.object({ url: z.string() })
const edited = { id: FileId, version: z.number() }

export const files = {
  /** Newest first. */
  ofLead: ownLeads
    .input(
      z.object({
        leadId: LeadId,
        filter: FileFilter.prefault({}),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(LeadFile)),
  counts: ownLeads.input(z.object({ leadId: LeadId })).output(FileCounts),
  get: ownLeads.input(z.object({ id: FileId })).output(LeadFile),
  rename: ownLeads.input(z.object({ ...edited, name: z.string().trim().min(1).max(500) })).output(LeadFile),
  /** Several at once. Without a label each goes back to where it came by itself. Files that are gone are passed over. */
  label: ownLeads
    .input(z.object({ leadId: LeadId, ids: z.array(FileId).min(1).max(MOST_LABELLED), label: FileLabel.nullable() }))
    .output(z.void()),
  /** An own label of one lead, on all its files. Without a new name it is removed; the files stay. Says which had it. */
  renameLabel: ownLeads
    .input(z.object({ leadId: LeadId, from: OwnFileLabel, to: OwnFileLabel.nullable() }))
    .output(z.object({ ids: z.array(FileId) })),
  /**
   * Out of sight at once, for good after some minutes. A file that came with a message, or went with one, goes when its message
   * goes.
   */
  remove: ownLeads.input(z.object(edited)).output(z.void()).errors({ PART_OF_MESSAGE: {} }),
  /** Takes a removal back, while it can be. */
  restore: ownLeads.input(z.object({ id: FileId })).output(LeadFile),
  /**
   * An address to show a file in the page, or to save it. It may be asked for in pieces (`Range`). What is not safe to show is
   * sent to be saved in either case.
   */
  open: ownLeads
    .input(z.object({ id: FileId, as: z.enum(['inline', 'download']) }))
    .output(transferAddress)
    .errors({ FILE_NOT_HERE: { data: z.object({ state: FileState }) } }),
  /**
   * Announces a file; its bytes are then sent with `PUT` to the address, whole. Asked again with the same id it gives a fresh
   * address. What is for a message belongs to nobody until the message is sent, and is forgotten after a day.
   */
  startUpload: ownLeads
    .input(
      z.object({
        id: FileId,
        leadId: LeadId,
        purpose: z.enum(['lead-file', 'message']),
        name: z.string().max(1_000),
        mime: z.string().max(200),
        size: z.number().int().min(0),
        label: FileLabel.nullable().default(null),
      }),
    )
    .output(transferAddress)
    .errors({
      FILE_EMPTY: {},
      FILE_TOO_LARGE: { data: z.object({ largest: z.number() }) },
      ALREADY_UPLOADED: {},
    }),
  /** The bytes are there: the file joins the lead's, or waits for its message. */
  finishUpload: ownLeads
    .input(z.object({ id: FileId, details: MediaDetails.prefault({}) }))
    .output(UploadedFile)
    .errors({ UPLOAD_INCOMPLETE: {} }),
  /** Takes back an upload that has not joined a lead or a message. */
  discardUpload: ownLeads.input(z.object({ id: FileId })).output(z.void()),
}
