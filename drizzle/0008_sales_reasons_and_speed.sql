CREATE TABLE `retention_proposals` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`lead_id` text NOT NULL,
	`untouched_since` integer NOT NULL,
	`proposed_at` integer NOT NULL,
	`kept_until` integer,
	`kept_by` text,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`kept_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `retention_proposals_of_lead` ON `retention_proposals` (`lead_id`);--> statement-breakpoint
CREATE INDEX `retention_proposals_open` ON `retention_proposals` (`proposed_at`,`seq`) WHERE kept_until is null;--> statement-breakpoint
CREATE TABLE `rejection_reasons` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rejection_reasons_in_order` ON `rejection_reasons` (`position`);--> statement-breakpoint
CREATE TABLE `exchange_rates` (
	`id` text PRIMARY KEY NOT NULL,
	`on_day` text NOT NULL,
	`currency` text NOT NULL,
	`into` text NOT NULL,
	`rate` integer NOT NULL,
	`staff_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exchange_rates_of_day` ON `exchange_rates` (`currency`,`into`,`on_day`);--> statement-breakpoint
CREATE TABLE `sales` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`lead_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`treatment` text DEFAULT '' NOT NULL,
	`sold_on` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`status` text DEFAULT 'won' NOT NULL,
	`ended_on` text,
	`staff_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sales_by_id` ON `sales` (`id`);--> statement-breakpoint
CREATE INDEX `sales_of_lead` ON `sales` (`lead_id`,`sold_on`,`seq`);--> statement-breakpoint
CREATE INDEX `sales_by_day` ON `sales` (`sold_on`,`status`,`lead_id`);--> statement-breakpoint
CREATE INDEX `sales_of_staff_by_day` ON `sales` (`staff_id`,`sold_on`);--> statement-breakpoint
CREATE TABLE `treatments` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `treatments_in_order` ON `treatments` (`position`);--> statement-breakpoint
CREATE TABLE `new_leads` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`source` text NOT NULL,
	`raised_at` integer NOT NULL,
	`is_in_office_hours` integer NOT NULL,
	`claimed_by` text,
	`claimed_at` integer,
	`escalated_at` integer,
	`answered_at` integer,
	`answered_by` text,
	`closed_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`claimed_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`answered_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `new_leads_of_lead` ON `new_leads` (`lead_id`);--> statement-breakpoint
CREATE INDEX `new_leads_waiting` ON `new_leads` (`raised_at`,`id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `new_leads_answered` ON `new_leads` (`answered_at`) WHERE answered_at is not null;--> statement-breakpoint
CREATE INDEX `new_leads_by_time` ON `new_leads` (`raised_at`);