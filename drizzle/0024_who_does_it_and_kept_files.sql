CREATE TABLE `appointment_type_staff` (
	`id` text PRIMARY KEY NOT NULL,
	`type_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`type_id`) REFERENCES `appointment_types`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appointment_type_staff_once` ON `appointment_type_staff` (`type_id`,`staff_id`);--> statement-breakpoint
CREATE INDEX `appointment_type_staff_of_staff` ON `appointment_type_staff` (`staff_id`);--> statement-breakpoint
CREATE TABLE `kept_files` (
	`id` text PRIMARY KEY NOT NULL,
	`template_id` text,
	`scheduled_id` text,
	`kind` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`mime` text NOT NULL,
	`name` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text,
	`width` integer,
	`height` integer,
	`seconds` real,
	`waveform` blob,
	`thumbnail` blob,
	`staff_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`template_id`) REFERENCES `templates`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`scheduled_id`) REFERENCES `scheduled_messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `kept_files_of_template` ON `kept_files` (`template_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `kept_files_of_scheduled` ON `kept_files` (`scheduled_id`);--> statement-breakpoint
CREATE INDEX `kept_files_by_content` ON `kept_files` (`sha256`);--> statement-breakpoint
CREATE INDEX `kept_files_of_staff` ON `kept_files` (`staff_id`);--> statement-breakpoint
ALTER TABLE `scheduled_messages` ADD `template_id` text;--> statement-breakpoint
CREATE INDEX `appointments_lasting_long` ON `appointments` (`starts_at`) WHERE ends_at - starts_at > 86400000;