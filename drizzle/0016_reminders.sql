CREATE TABLE `appointment_change_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`appointment_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`kind` text NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`appointment_id`) REFERENCES `appointments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`closed_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `change_requests_open` ON `appointment_change_requests` (`created_at`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `change_requests_of_appointment` ON `appointment_change_requests` (`appointment_id`);--> statement-breakpoint
CREATE INDEX `change_requests_of_lead` ON `appointment_change_requests` (`lead_id`);--> statement-breakpoint
CREATE INDEX `change_requests_closed_by` ON `appointment_change_requests` (`closed_by`);--> statement-breakpoint
CREATE TABLE `reminder_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`type_id` text,
	`trigger` text NOT NULL,
	`minutes` integer NOT NULL,
	`template_id` text,
	`channels` text NOT NULL,
	`asks_reply` integer NOT NULL,
	`tolerance` integer NOT NULL,
	`is_active` integer NOT NULL,
	`active_since` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`type_id`) REFERENCES `appointment_types`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`template_id`) REFERENCES `templates`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `reminder_rules_of_type` ON `reminder_rules` (`type_id`);--> statement-breakpoint
CREATE INDEX `reminder_rules_of_template` ON `reminder_rules` (`template_id`);--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`appointment_id` text NOT NULL,
	`rule_id` text,
	`lead_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`detail` text,
	`is_forced` integer DEFAULT false NOT NULL,
	`channel` text,
	`tried_channels` text DEFAULT '[]' NOT NULL,
	`asks_reply` integer DEFAULT false NOT NULL,
	`handed_at` integer,
	`answer` text,
	`answered_at` integer,
	`decided_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`appointment_id`) REFERENCES `appointments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`rule_id`) REFERENCES `reminder_rules`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`decided_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reminders_once` ON `reminders` (`appointment_id`,`rule_id`,`lead_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `reminders_of_rule` ON `reminders` (`rule_id`);--> statement-breakpoint
CREATE INDEX `reminders_planned` ON `reminders` (`due_at`) WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX `reminders_queued` ON `reminders` (`handed_at`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `reminders_undecided` ON `reminders` (`due_at`) WHERE state in ('late', 'failed');--> statement-breakpoint
CREATE INDEX `reminders_asking` ON `reminders` (`lead_id`,`handed_at`) WHERE asks_reply = 1;--> statement-breakpoint
CREATE INDEX `reminders_of_lead` ON `reminders` (`lead_id`);--> statement-breakpoint
CREATE INDEX `reminders_decided_by` ON `reminders` (`decided_by`);--> statement-breakpoint
ALTER TABLE `appointments` ADD `reminders_version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `appointments` ADD `reminders_starts_at` integer;--> statement-breakpoint
CREATE INDEX `appointments_to_plan` ON `appointments` (`seq`) WHERE reminders_version <> version;