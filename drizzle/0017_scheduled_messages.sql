CREATE TABLE `scheduled_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`conversation_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`body` text NOT NULL,
	`send_at` integer NOT NULL,
	`cancels_on_reply` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `scheduled_messages_waiting` ON `scheduled_messages` (`send_at`) WHERE state in ('planned', 'late', 'failed');--> statement-breakpoint
CREATE INDEX `scheduled_messages_of_conversation` ON `scheduled_messages` (`conversation_id`,`send_at`) WHERE state in ('planned', 'late', 'failed');--> statement-breakpoint
CREATE INDEX `scheduled_messages_of_lead` ON `scheduled_messages` (`lead_id`);--> statement-breakpoint
CREATE INDEX `scheduled_messages_of_staff` ON `scheduled_messages` (`created_by`);