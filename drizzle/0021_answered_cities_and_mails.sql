CREATE TABLE `lead_mails` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`came_at` integer NOT NULL,
	`settled_at` integer,
	`outbound_id` text,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_mails_once` ON `lead_mails` (`lead_id`,`staff_id`);--> statement-breakpoint
CREATE INDEX `lead_mails_waiting` ON `lead_mails` (`staff_id`,`came_at`) WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX `lead_mails_of_staff` ON `lead_mails` (`staff_id`);--> statement-breakpoint
CREATE INDEX `leads_of_city` ON `leads` (`country_code`,`city`) WHERE city is not null;--> statement-breakpoint
CREATE INDEX `leads_answered_newest` ON `leads` (`created_at`,`seq`) WHERE first_answered_at is not null;