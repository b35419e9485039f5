CREATE TABLE `senders` (
	`kind` text PRIMARY KEY NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`settings` text NOT NULL,
	`is_chosen` integer NOT NULL,
	`price_micros` integer,
	`currency` text,
	`problem` text,
	`checked_at` integer,
	`last_sent_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
