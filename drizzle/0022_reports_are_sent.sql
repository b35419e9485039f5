CREATE TABLE `report_deliveries` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`run_id` text NOT NULL,
	`recipient_id` text,
	`staff_id` text,
	`name` text NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`audience` text NOT NULL,
	`locale` text NOT NULL,
	`document_id` text,
	`problem` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `report_runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`recipient_id`) REFERENCES `report_recipients`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`document_id`) REFERENCES `report_documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_deliveries_id_unique` ON `report_deliveries` (`id`);--> statement-breakpoint
CREATE INDEX `report_deliveries_of_run` ON `report_deliveries` (`run_id`,`seq`);--> statement-breakpoint
CREATE INDEX `report_deliveries_of_recipient` ON `report_deliveries` (`recipient_id`);--> statement-breakpoint
CREATE INDEX `report_deliveries_of_staff` ON `report_deliveries` (`staff_id`);--> statement-breakpoint
CREATE INDEX `report_deliveries_of_document` ON `report_deliveries` (`document_id`);--> statement-breakpoint
CREATE TABLE `report_documents` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`audience` text NOT NULL,
	`locale` text NOT NULL,
	`title` text NOT NULL,
	`period` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `report_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_documents_once` ON `report_documents` (`run_id`,`audience`,`locale`);--> statement-breakpoint
CREATE INDEX `report_documents_by_content` ON `report_documents` (`sha256`);--> statement-breakpoint
CREATE TABLE `report_list_members` (
	`id` text PRIMARY KEY NOT NULL,
	`list_id` text NOT NULL,
	`recipient_id` text NOT NULL,
	FOREIGN KEY (`list_id`) REFERENCES `report_lists`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`recipient_id`) REFERENCES `report_recipients`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_list_members_once` ON `report_list_members` (`list_id`,`recipient_id`);--> statement-breakpoint
CREATE INDEX `report_list_members_of_recipient` ON `report_list_members` (`recipient_id`);--> statement-breakpoint
CREATE TABLE `report_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `report_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text NOT NULL,
	`part` text NOT NULL,
	`account_id` text,
	`external_id` text NOT NULL,
	`raw` blob,
	`state` text NOT NULL,
	`reason` text,
	`detail` text,
	`tried_at` integer,
	`queued_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`delivery_id`) REFERENCES `report_deliveries`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account_id`) REFERENCES `channel_accounts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_messages_once` ON `report_messages` (`delivery_id`,`part`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_messages_by_external_id` ON `report_messages` (`account_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `report_messages_queued` ON `report_messages` (`account_id`) WHERE state = 'queued';--> statement-breakpoint
CREATE TABLE `report_recipients` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`staff_id` text,
	`name` text NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`audience` text NOT NULL,
	`locale` text NOT NULL,
	`consented_at` integer,
	`consented_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`consented_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_recipients_by_address` ON `report_recipients` (`channel`,`address`);--> statement-breakpoint
CREATE INDEX `report_recipients_of_staff` ON `report_recipients` (`staff_id`);--> statement-breakpoint
CREATE INDEX `report_recipients_consented_by` ON `report_recipients` (`consented_by`);--> statement-breakpoint
CREATE TABLE `report_runs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`once_key` text NOT NULL,
	`schedule_id` text,
	`schedule_name` text,
	`asked_by` text,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`before_from` text NOT NULL,
	`before_to` text NOT NULL,
	`sections` text NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`schedule_id`) REFERENCES `report_schedules`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`asked_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_runs_id_unique` ON `report_runs` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_runs_once_key_unique` ON `report_runs` (`once_key`);--> statement-breakpoint
CREATE INDEX `report_runs_of_schedule` ON `report_runs` (`schedule_id`);--> statement-breakpoint
CREATE INDEX `report_runs_asked_by` ON `report_runs` (`asked_by`);--> statement-breakpoint
CREATE INDEX `report_runs_making` ON `report_runs` (`seq`) WHERE state = 'making';--> statement-breakpoint
CREATE TABLE `report_schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`rhythm` text NOT NULL,
	`period` text NOT NULL,
	`sections` text NOT NULL,
	`content` text NOT NULL,
	`list_id` text NOT NULL,
	`is_paused` integer DEFAULT false NOT NULL,
	`next_at` integer,
	`last_run_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`list_id`) REFERENCES `report_lists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_schedules_of_list` ON `report_schedules` (`list_id`);--> statement-breakpoint
CREATE INDEX `report_schedules_next` ON `report_schedules` (`next_at`);--> statement-breakpoint
CREATE TABLE `report_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`audience` text NOT NULL,
	`locale` text NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_texts_once` ON `report_texts` (`audience`,`locale`);