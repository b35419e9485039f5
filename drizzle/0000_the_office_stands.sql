CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`staff_id` text,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_log_by_id` ON `audit_log` (`id`);--> statement-breakpoint
CREATE INDEX `audit_log_newest` ON `audit_log` (`at`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_log_of_subject` ON `audit_log` (`subject_kind`,`subject_id`,`at`);--> statement-breakpoint
CREATE TABLE `channel_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`channel` text NOT NULL,
	`provider` text NOT NULL,
	`name` text NOT NULL,
	`phone_number` text,
	`number_age` text,
	`resting_state` text,
	`reach_out_locked_until` integer,
	`reach_out_told_at` integer,
	`new_chats_left` integer,
	`new_chats_left_until` integer,
	`new_chats_told_at` integer,
	`last_connected_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `channel_keys` (
	`channel_account_id` text NOT NULL,
	`kind` text NOT NULL,
	`key_id` text NOT NULL,
	`value` blob NOT NULL,
	PRIMARY KEY(`channel_account_id`, `kind`, `key_id`),
	FOREIGN KEY (`channel_account_id`) REFERENCES `channel_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `link_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel_account_id` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`code` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`channel_account_id`) REFERENCES `channel_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `link_events_of_account` ON `link_events` (`channel_account_id`,`at`);--> statement-breakpoint
CREATE TABLE `conversation_peers` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`channel_account_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`last_used_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`channel_account_id`) REFERENCES `channel_accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversation_peers_once` ON `conversation_peers` (`channel_account_id`,`kind`,`value`);--> statement-breakpoint
CREATE INDEX `conversation_peers_of_conversation` ON `conversation_peers` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`lead_id` text NOT NULL,
	`channel_account_id` text NOT NULL,
	`owner_id` text,
	`channel` text NOT NULL,
	`unread_count` integer DEFAULT 0 NOT NULL,
	`is_marked_unread` integer DEFAULT false NOT NULL,
	`last_message_at` integer NOT NULL,
	`last_message_id` text,
	`last_message_preview` text DEFAULT '' NOT NULL,
	`last_message_kind` text DEFAULT 'text' NOT NULL,
	`last_message_direction` text DEFAULT 'in' NOT NULL,
	`last_message_status` text DEFAULT 'delivered' NOT NULL,
	`is_last_message_deleted` integer DEFAULT false NOT NULL,
	`waiting_since` integer,
	`last_read_at` integer,
	`is_archived` integer DEFAULT false NOT NULL,
	`is_blocked` integer DEFAULT false NOT NULL,
	`block_state` text,
	`number_requested_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`channel_account_id`) REFERENCES `channel_accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_by_id` ON `conversations` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_of_lead_and_account` ON `conversations` (`lead_id`,`channel_account_id`);--> statement-breakpoint
CREATE INDEX `conversations_newest` ON `conversations` (`last_message_at`,`seq`) WHERE is_archived = 0;--> statement-breakpoint
CREATE INDEX `conversations_of_owner_newest` ON `conversations` (`owner_id`,`last_message_at`,`seq`) WHERE is_archived = 0;--> statement-breakpoint
CREATE INDEX `conversations_unread_newest` ON `conversations` (`last_message_at`,`seq`,`unread_count`) WHERE is_archived = 0 and unread_count > 0;--> statement-breakpoint
CREATE INDEX `conversations_unread_of_owner_newest` ON `conversations` (`owner_id`,`last_message_at`,`seq`,`unread_count`) WHERE is_archived = 0 and unread_count > 0;--> statement-breakpoint
CREATE INDEX `conversations_waiting_newest` ON `conversations` (`last_message_at`,`seq`) WHERE is_archived = 0 and waiting_since is not null;--> statement-breakpoint
CREATE INDEX `conversations_waiting_of_owner_newest` ON `conversations` (`owner_id`,`last_message_at`,`seq`) WHERE is_archived = 0 and waiting_since is not null;--> statement-breakpoint
CREATE INDEX `conversations_archived_newest` ON `conversations` (`last_message_at`,`seq`) WHERE is_archived = 1;--> statement-breakpoint
CREATE INDEX `conversations_archived_of_owner_newest` ON `conversations` (`owner_id`,`last_message_at`,`seq`) WHERE is_archived = 1;--> statement-breakpoint
CREATE INDEX `conversations_blocked` ON `conversations` (`channel_account_id`) WHERE is_blocked = 1;--> statement-breakpoint
CREATE INDEX `conversations_block_pending` ON `conversations` (`channel_account_id`) WHERE block_state = 'pending';--> statement-breakpoint
CREATE INDEX `conversations_of_account_lately` ON `conversations` (`channel_account_id`,`last_message_at`);--> statement-breakpoint
CREATE INDEX `conversations_of_account_newest` ON `conversations` (`channel_account_id`,`last_message_at`,`seq`) WHERE is_archived = 0;--> statement-breakpoint
CREATE TABLE `message_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`body_before` text,
	`state` text NOT NULL,
	`error` text,
	`external_id` text NOT NULL,
	`staff_id` text,
	`asked_at` integer NOT NULL,
	`tried_at` integer,
	`done_at` integer,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_changes_open` ON `message_changes` (`message_id`) WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX `message_changes_of_message` ON `message_changes` (`message_id`,`done_at`);--> statement-breakpoint
CREATE INDEX `message_changes_waiting` ON `message_changes` (`asked_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `message_reactions` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`from` text NOT NULL,
	`staff_id` text,
	`emoji` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_reactions_once` ON `message_reactions` (`message_id`,`from`);--> statement-breakpoint
CREATE TABLE `messages` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`conversation_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`channel` text NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`media_url` text,
	`status` text NOT NULL,
	`error` text,
	`external_id` text NOT NULL,
	`raw` blob,
	`details` text,
	`is_forwarded` integer DEFAULT false NOT NULL,
	`is_view_once` integer DEFAULT false NOT NULL,
	`is_ephemeral` integer DEFAULT false NOT NULL,
	`peer_key` text,
	`quoted_external_id` text,
	`template_id` text,
	`template_name` text,
	`sent_by` text,
	`is_from_phone` integer DEFAULT false NOT NULL,
	`is_imported` integer DEFAULT false NOT NULL,
	`ad_referral` text,
	`sort_at` integer NOT NULL,
	`queued_at` integer,
	`tried_at` integer,
	`sent_at` integer,
	`delivered_at` integer,
	`read_at` integer,
	`starred_at` integer,
	`is_receipt_due` integer DEFAULT false NOT NULL,
	`notified_at` integer,
	`edited_at` integer,
	`deleted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`sent_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_by_id` ON `messages` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once` ON `messages` (`conversation_id`,`direction`,`external_id`);--> statement-breakpoint
CREATE INDEX `messages_of_conversation` ON `messages` (`conversation_id`,`sort_at`,`seq`);--> statement-breakpoint
CREATE INDEX `messages_by_external_id` ON `messages` (`external_id`);--> statement-breakpoint
CREATE INDEX `messages_of_lead` ON `messages` (`lead_id`,`sort_at`,`seq`);--> statement-breakpoint
CREATE INDEX `messages_unread` ON `messages` (`conversation_id`,`sort_at`) WHERE direction = 'in' and read_at is null;--> statement-breakpoint
CREATE INDEX `messages_queued` ON `messages` (`conversation_id`,`sort_at`,`seq`) WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX `messages_receipts_due` ON `messages` (`conversation_id`) WHERE is_receipt_due = 1;--> statement-breakpoint
CREATE INDEX `messages_starred` ON `messages` (`starred_at`,`seq`) WHERE starred_at is not null;--> statement-breakpoint
CREATE INDEX `messages_answers` ON `messages` (`conversation_id`,`sort_at`) WHERE direction = 'out';--> statement-breakpoint
CREATE TABLE `countries` (
	`id` text PRIMARY KEY NOT NULL,
	`alpha2` text NOT NULL,
	`alpha3` text NOT NULL,
	`name_tr` text NOT NULL,
	`name_en` text NOT NULL,
	`dialling_code` text,
	`flag` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `countries_alpha2_unique` ON `countries` (`alpha2`);--> statement-breakpoint
CREATE UNIQUE INDEX `countries_alpha3_unique` ON `countries` (`alpha3`);--> statement-breakpoint
CREATE INDEX `countries_by_dialling_code` ON `countries` (`dialling_code`);--> statement-breakpoint
CREATE TABLE `attachments` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`message_id` text,
	`lead_id` text NOT NULL,
	`conversation_id` text,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`mime` text NOT NULL,
	`name` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text,
	`width` integer,
	`height` integer,
	`seconds` real,
	`waveform` blob,
	`thumbnail` blob,
	`state` text NOT NULL,
	`error` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer,
	`label` text,
	`staff_id` text,
	`removed_at` integer,
	`search_text` text NOT NULL,
	`happened_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachments_by_id` ON `attachments` (`id`);--> statement-breakpoint
CREATE INDEX `attachments_of_lead_newest` ON `attachments` (`lead_id`,`happened_at`,`seq`);--> statement-breakpoint
CREATE INDEX `attachments_of_lead_and_label_newest` ON `attachments` (`lead_id`,`label`,`happened_at`,`seq`);--> statement-breakpoint
CREATE INDEX `attachments_of_message` ON `attachments` (`message_id`,`seq`);--> statement-breakpoint
CREATE INDEX `attachments_of_conversation` ON `attachments` (`conversation_id`);--> statement-breakpoint
CREATE INDEX `attachments_by_content` ON `attachments` (`sha256`);--> statement-breakpoint
CREATE INDEX `attachments_of_staff` ON `attachments` (`staff_id`);--> statement-breakpoint
CREATE TABLE `file_uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`purpose` text NOT NULL,
	`label` text,
	`mime` text NOT NULL,
	`name` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text,
	`width` integer,
	`height` integer,
	`seconds` real,
	`waveform` blob,
	`thumbnail` blob,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `file_uploads_of_lead` ON `file_uploads` (`lead_id`);--> statement-breakpoint
CREATE INDEX `file_uploads_oldest` ON `file_uploads` (`created_at`);--> statement-breakpoint
CREATE INDEX `file_uploads_by_content` ON `file_uploads` (`sha256`);--> statement-breakpoint
CREATE TABLE `interactions` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`lead_id` text NOT NULL,
	`staff_id` text,
	`kind` text NOT NULL,
	`data` text NOT NULL,
	`happened_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `interactions_by_id` ON `interactions` (`id`);--> statement-breakpoint
CREATE INDEX `interactions_of_lead_newest` ON `interactions` (`lead_id`,`happened_at`,`seq`);--> statement-breakpoint
CREATE TABLE `lead_identities` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`unique_key` text,
	`ending` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_identities_unique` ON `lead_identities` (`unique_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `lead_identities_of_lead` ON `lead_identities` (`lead_id`,`kind`,`value`);--> statement-breakpoint
CREATE INDEX `lead_identities_by_value` ON `lead_identities` (`kind`,`value`);--> statement-breakpoint
CREATE INDEX `lead_identities_by_ending` ON `lead_identities` (`ending`);--> statement-breakpoint
CREATE TABLE `lead_merges` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`lead_id` text NOT NULL,
	`absorbed_id` text NOT NULL,
	`interaction_id` text NOT NULL,
	`before_rows` text,
	`undo_until` integer NOT NULL,
	`undone_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_merges_by_interaction` ON `lead_merges` (`interaction_id`);--> statement-breakpoint
CREATE INDEX `lead_merges_of_lead` ON `lead_merges` (`lead_id`,`seq`);--> statement-breakpoint
CREATE INDEX `lead_merges_of_absorbed` ON `lead_merges` (`absorbed_id`);--> statement-breakpoint
CREATE INDEX `lead_merges_undoable` ON `lead_merges` (`undo_until`) WHERE before_rows is not null;--> statement-breakpoint
CREATE TABLE `lead_touches` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`channel_account_id` text,
	`external_id` text,
	`ad_id` text,
	`click_id` text,
	`title` text,
	`source_url` text,
	`raw` text,
	`happened_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lead_touches_of_lead` ON `lead_touches` (`lead_id`,`happened_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `lead_touches_once` ON `lead_touches` (`lead_id`,`channel_account_id`,`kind`,`external_id`);--> statement-breakpoint
CREATE TABLE `leads` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`name_origin` text NOT NULL,
	`stage_id` text NOT NULL,
	`owner_id` text,
	`source` text NOT NULL,
	`source_detail` text,
	`country_code` text,
	`language` text,
	`city` text,
	`is_unregistered` integer DEFAULT false NOT NULL,
	`first_message_answered` integer DEFAULT false NOT NULL,
	`first_inbound_at` integer,
	`first_answered_at` integer,
	`event_on` text,
	`event_time` text,
	`time_zone` text,
	`location` text,
	`last_inbound_at` integer,
	`last_outbound_at` integer,
	`last_contacted_at` integer,
	`next_action_at` integer,
	`next_action_text` text,
	`search_text` text DEFAULT '' NOT NULL,
	`name_order` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`stage_id`) REFERENCES `stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leads_by_id` ON `leads` (`id`);--> statement-breakpoint
CREATE INDEX `leads_newest` ON `leads` (`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_stage_newest` ON `leads` (`stage_id`,`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_owner_newest` ON `leads` (`owner_id`,`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_owner_and_stage_newest` ON `leads` (`owner_id`,`stage_id`,`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_source_newest` ON `leads` (`source`,`created_at`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_last_contacted` ON `leads` (case when last_contacted_at is null then 0 else last_contacted_at end,`seq`);--> statement-breakpoint
CREATE INDEX `leads_of_owner_last_contacted` ON `leads` (`owner_id`,case when last_contacted_at is null then 0 else last_contacted_at end,`seq`);--> statement-breakpoint
CREATE INDEX `leads_by_name` ON `leads` (`name_order`,`seq`);--> statement-breakpoint
CREATE INDEX `leads_answered` ON `leads` (`first_answered_at`) WHERE first_answered_at is not null;--> statement-breakpoint
CREATE INDEX `leads_of_owner_answered` ON `leads` (`owner_id`,`first_answered_at`) WHERE first_answered_at is not null;--> statement-breakpoint
CREATE INDEX `leads_of_owner_by_name` ON `leads` (`owner_id`,`name_order`,`seq`);--> statement-breakpoint
CREATE TABLE `preferences` (
	`staff_id` text NOT NULL,
	`name` text NOT NULL,
	`value` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`staff_id`, `name`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `templates` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`category` text NOT NULL,
	`channel` text,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`content` text NOT NULL,
	`usage_count` integer DEFAULT 0 NOT NULL,
	`last_used_at` integer,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `templates_in_use` ON `templates` (`category`,`usage_count`) WHERE removed_at is null;--> statement-breakpoint
CREATE TABLE `secrets` (
	`name` text PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`staff_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`locked_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_by_token` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_by_staff` ON `sessions` (`staff_id`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`phone` text,
	`role` text NOT NULL,
	`locale` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`last_seen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_by_email` ON `staff` (`email`);--> statement-breakpoint
CREATE TABLE `staff_credentials` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`password_hash` text NOT NULL,
	`failed_tries` integer DEFAULT 0 NOT NULL,
	`retry_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `stages` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`outcome` text NOT NULL,
	`color` text NOT NULL,
	`is_default` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stages_in_order` ON `stages` (`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `stages_one_default` ON `stages` (`is_default`) WHERE is_default = 1;--> statement-breakpoint
CREATE TABLE `whatsapp_journal` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel_account_id` text NOT NULL,
	`stanza_id` text NOT NULL,
	`cipher_hash` text,
	`stanza` blob,
	`plaintext` blob,
	`state` text DEFAULT 'received' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`reason` text,
	`received_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`channel_account_id`) REFERENCES `channel_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `whatsapp_journal_by_state` ON `whatsapp_journal` (`channel_account_id`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `whatsapp_journal_by_cipher` ON `whatsapp_journal` (`channel_account_id`,`cipher_hash`);--> statement-breakpoint
CREATE INDEX `whatsapp_journal_by_stanza` ON `whatsapp_journal` (`channel_account_id`,`stanza_id`);--> statement-breakpoint
CREATE TABLE `job_runs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`job_id` text NOT NULL,
	`name` text NOT NULL,
	`trigger` text NOT NULL,
	`attempt` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`error_class` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_runs_id_unique` ON `job_runs` (`id`);--> statement-breakpoint
CREATE INDEX `job_runs_by_job` ON `job_runs` (`job_id`);--> statement-breakpoint
CREATE INDEX `job_runs_by_name` ON `job_runs` (`name`,`seq`);--> statement-breakpoint
CREATE INDEX `job_runs_by_start` ON `job_runs` (`started_at`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`data` text NOT NULL,
	`state` text NOT NULL,
	`lane` text,
	`key` text,
	`run_at` integer NOT NULL,
	`is_fixed_time` integer NOT NULL,
	`schedule` text,
	`attempts` integer NOT NULL,
	`interruptions` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`error_class` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_id_unique` ON `jobs` (`id`);--> statement-breakpoint
CREATE INDEX `jobs_next_of_lane` ON `jobs` (`state`,`lane`,`run_at`,`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_pending_once_per_key` ON `jobs` (`name`,`key`) WHERE state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_once_per_schedule` ON `jobs` (`name`) WHERE schedule IS NOT NULL;