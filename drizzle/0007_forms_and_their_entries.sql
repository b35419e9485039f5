CREATE TABLE `duplicate_pairs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`one_id` text NOT NULL,
	`other_id` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`decided_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duplicate_pairs_by_id` ON `duplicate_pairs` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `duplicate_pairs_once` ON `duplicate_pairs` (`one_id`,`other_id`);--> statement-breakpoint
CREATE INDEX `duplicate_pairs_of_other` ON `duplicate_pairs` (`other_id`);--> statement-breakpoint
CREATE INDEX `duplicate_pairs_open` ON `duplicate_pairs` (`seq`) WHERE state = 'open';--> statement-breakpoint
CREATE TABLE `lead_submissions_forgotten` (
	`meta_lead_id` text PRIMARY KEY NOT NULL,
	`form_id` text NOT NULL,
	`forgotten_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lead_submissions_forgotten_of_form` ON `lead_submissions_forgotten` (`form_id`);--> statement-breakpoint
CREATE TABLE `lead_submissions` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`lead_id` text NOT NULL,
	`meta_lead_id` text NOT NULL,
	`touch_id` text NOT NULL,
	`brand_id` text,
	`page_id` text,
	`form_id` text NOT NULL,
	`form_name` text,
	`ad_id` text,
	`ad_name` text,
	`ad_set_id` text,
	`ad_set_name` text,
	`campaign_id` text,
	`campaign_name` text,
	`platform` text,
	`is_organic` integer NOT NULL,
	`is_test` integer NOT NULL,
	`is_return` integer NOT NULL,
	`other_name` text,
	`unreadable_phone` text,
	`answers` text NOT NULL,
	`raw` text NOT NULL,
	`content_hash` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_submissions_by_id` ON `lead_submissions` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `lead_submissions_once` ON `lead_submissions` (`meta_lead_id`);--> statement-breakpoint
CREATE INDEX `lead_submissions_of_lead` ON `lead_submissions` (`lead_id`,`submitted_at`);--> statement-breakpoint
CREATE INDEX `lead_submissions_of_form` ON `lead_submissions` (`form_id`,`is_test`,`submitted_at`,`seq`);--> statement-breakpoint
CREATE INDEX `lead_submissions_of_campaign` ON `lead_submissions` (`campaign_id`,`submitted_at`);--> statement-breakpoint
CREATE INDEX `lead_submissions_newest` ON `lead_submissions` (`submitted_at`,`seq`);--> statement-breakpoint
CREATE TABLE `meta_forms` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`connection_id` text NOT NULL,
	`brand_id` text,
	`page_id` text,
	`form_id` text NOT NULL,
	`name` text,
	`status` text NOT NULL,
	`locale` text,
	`questions` text NOT NULL,
	`disclaimers` text NOT NULL,
	`mapping` text,
	`consent_channels` text,
	`is_polled` integer DEFAULT true NOT NULL,
	`cursor_at` integer,
	`is_caught_up` integer DEFAULT false NOT NULL,
	`leads_count` integer,
	`expired_count` integer,
	`counted_at` integer,
	`baseline_gap` integer,
	`gap` integer DEFAULT 0 NOT NULL,
	`gap_since` integer,
	`gap_looks` integer DEFAULT 0 NOT NULL,
	`is_gap_told` integer DEFAULT false NOT NULL,
	`gap_healed_at` integer,
	`last_fetch_at` integer,
	`last_problem` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `meta_connections`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meta_forms_once` ON `meta_forms` (`connection_id`,`form_id`);--> statement-breakpoint
CREATE INDEX `meta_forms_by_form` ON `meta_forms` (`form_id`);--> statement-breakpoint
CREATE TABLE `meta_sync_runs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`connection_id` text NOT NULL,
	`trigger` text NOT NULL,
	`state` text NOT NULL,
	`fetched` integer DEFAULT 0 NOT NULL,
	`stored` integer DEFAULT 0 NOT NULL,
	`updated` integer DEFAULT 0 NOT NULL,
	`duplicates` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`problems` text NOT NULL,
	`retry_at` integer,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`connection_id`) REFERENCES `meta_connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meta_sync_runs_by_id` ON `meta_sync_runs` (`id`);--> statement-breakpoint
CREATE INDEX `meta_sync_runs_newest` ON `meta_sync_runs` (`connection_id`,`seq`);--> statement-breakpoint
CREATE INDEX `meta_sync_runs_old` ON `meta_sync_runs` (`started_at`);--> statement-breakpoint
CREATE INDEX `meta_sync_runs_open` ON `meta_sync_runs` (`state`) WHERE state = 'running';--> statement-breakpoint
CREATE TABLE `lead_submission_failures` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`connection_id` text NOT NULL,
	`form_id` text NOT NULL,
	`entry_key` text NOT NULL,
	`raw` text NOT NULL,
	`reason` text NOT NULL,
	`error_class` text,
	`attempts` integer NOT NULL,
	`failed_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`connection_id`) REFERENCES `meta_connections`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_submission_failures_by_id` ON `lead_submission_failures` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `lead_submission_failures_once` ON `lead_submission_failures` (`form_id`,`entry_key`);--> statement-breakpoint
CREATE INDEX `lead_submission_failures_newest` ON `lead_submission_failures` (`connection_id`,`seq`);--> statement-breakpoint
ALTER TABLE `leads` ADD `is_test` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `leads_for_trying` ON `leads` (`owner_id`,`stage_id`) WHERE is_test = 1;