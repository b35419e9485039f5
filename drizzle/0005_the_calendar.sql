CREATE TABLE `appointment_leads` (
	`id` text PRIMARY KEY NOT NULL,
	`appointment_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`appointment_id`) REFERENCES `appointments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appointment_leads_once` ON `appointment_leads` (`appointment_id`,`lead_id`);--> statement-breakpoint
CREATE INDEX `appointment_leads_of_lead` ON `appointment_leads` (`lead_id`,`appointment_id`);--> statement-breakpoint
CREATE TABLE `appointment_series` (
	`id` text PRIMARY KEY NOT NULL,
	`recurrence` text NOT NULL,
	`first_wall_time` text NOT NULL,
	`time_zone` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `appointment_types` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`color` text NOT NULL,
	`minutes` integer NOT NULL,
	`buffer_before` integer DEFAULT 0 NOT NULL,
	`buffer_after` integer DEFAULT 0 NOT NULL,
	`place` text,
	`approval` text DEFAULT 'none' NOT NULL,
	`position` integer NOT NULL,
	`is_archived` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `appointment_types_in_order` ON `appointment_types` (`position`);--> statement-breakpoint
CREATE TABLE `appointments` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`type_id` text,
	`staff_id` text,
	`room_id` text,
	`title` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`buffer_before` integer DEFAULT 0 NOT NULL,
	`buffer_after` integer DEFAULT 0 NOT NULL,
	`holds_from` integer NOT NULL,
	`holds_until` integer NOT NULL,
	`is_holding` integer NOT NULL,
	`time_zone` text NOT NULL,
	`status` text NOT NULL,
	`approval` text DEFAULT 'none' NOT NULL,
	`place` text,
	`video_url` text,
	`note` text,
	`booked_by` text,
	`series_id` text,
	`is_exception` integer DEFAULT false NOT NULL,
	`override_reason` text,
	`overridden_by` text,
	`cancel_reason` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`type_id`) REFERENCES `appointment_types`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`room_id`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`booked_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`series_id`) REFERENCES `appointment_series`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`overridden_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appointments_by_id` ON `appointments` (`id`);--> statement-breakpoint
CREATE INDEX `appointments_by_start` ON `appointments` (`starts_at`);--> statement-breakpoint
CREATE INDEX `appointments_of_staff_by_start` ON `appointments` (`staff_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `appointments_holding_staff` ON `appointments` (`staff_id`,`holds_from`) WHERE is_holding = 1;--> statement-breakpoint
CREATE INDEX `appointments_holding_room` ON `appointments` (`room_id`,`holds_from`) WHERE is_holding = 1;--> statement-breakpoint
CREATE INDEX `appointments_of_series` ON `appointments` (`series_id`,`starts_at`) WHERE series_id is not null;--> statement-breakpoint
CREATE INDEX `appointments_requested` ON `appointments` (`created_at`) WHERE status = 'requested';--> statement-breakpoint
CREATE TABLE `rooms` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`is_archived` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rooms_in_order` ON `rooms` (`position`);--> statement-breakpoint
CREATE TABLE `days_off` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `days_off_by_end` ON `days_off` (`until_on`,`from_on`);--> statement-breakpoint
CREATE TABLE `public_holidays` (
	`country` text NOT NULL,
	`on` text NOT NULL,
	`name_tr` text NOT NULL,
	`name_en` text NOT NULL,
	PRIMARY KEY(`country`, `on`)
);
--> statement-breakpoint
CREATE TABLE `worked_holidays` (
	`on` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `working_hours` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text,
	`weekday` integer NOT NULL,
	`from_minute` integer NOT NULL,
	`until_minute` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `working_hours_of_staff` ON `working_hours` (`staff_id`,`weekday`);