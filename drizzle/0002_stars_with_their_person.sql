DROP INDEX `messages_starred`;--> statement-breakpoint
CREATE INDEX `messages_starred` ON `messages` (`starred_at`,`seq`,`lead_id`) WHERE starred_at is not null;