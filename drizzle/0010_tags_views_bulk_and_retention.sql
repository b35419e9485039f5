CREATE TABLE `assignment_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`is_active` integer NOT NULL,
	`conditions` text NOT NULL,
	`target` text NOT NULL,
	`last_staff_id` text,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `assignment_rules_in_order` ON `assignment_rules` (`position`);--> statement-breakpoint
CREATE TABLE `bulk_items` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`reason` text,
	`before` text,
	`after` text,
	FOREIGN KEY (`run_id`) REFERENCES `bulk_runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bulk_items_once` ON `bulk_items` (`run_id`,`lead_id`);--> statement-breakpoint
CREATE INDEX `bulk_items_by_state` ON `bulk_items` (`run_id`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `bulk_items_of_lead` ON `bulk_items` (`lead_id`);--> statement-breakpoint
CREATE TABLE `bulk_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`staff_id` text,
	`action` text NOT NULL,
	`selection` text NOT NULL,
	`state` text NOT NULL,
	`cursor` text,
	`total` integer DEFAULT 0 NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`left_out` integer DEFAULT 0 NOT NULL,
	`undone` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`finished_at` integer,
	`undo_until` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `bulk_runs_newest` ON `bulk_runs` (`created_at`);--> statement-breakpoint
CREATE INDEX `bulk_runs_of_staff` ON `bulk_runs` (`staff_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `hand_over_notices` (
	`run_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`from_id` text NOT NULL,
	`leads` integer NOT NULL,
	`next_actions` integer NOT NULL,
	`waiting_chats` integer NOT NULL,
	`seen_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`run_id`, `staff_id`),
	FOREIGN KEY (`run_id`) REFERENCES `bulk_runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `hand_over_notices_unseen` ON `hand_over_notices` (`staff_id`) WHERE seen_at is null;--> statement-breakpoint
CREATE TABLE `lead_views` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`owner_id` text,
	`name` text,
	`built_in` text,
	`filter` text NOT NULL,
	`sort` text NOT NULL,
	`direction` text,
	`columns` text,
	`layout` text NOT NULL,
	`position` integer NOT NULL,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lead_views_of_owner` ON `lead_views` (`owner_id`,`position`) WHERE removed_at is null;