CREATE TABLE "relink_mails" (
	"item_id" text PRIMARY KEY NOT NULL,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "relink_mails" ADD CONSTRAINT "relink_mails_item_id_items_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "items"("item_id") ON DELETE cascade;
--> statement-breakpoint
CREATE TABLE "reconnects" (
	"hash" text PRIMARY KEY NOT NULL,
	"item_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reconnects" ADD CONSTRAINT "reconnects_item_id_items_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "items"("item_id") ON DELETE cascade;
--> statement-breakpoint
CREATE INDEX "reconnects_item_id" ON "reconnects" ("item_id");
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade;
--> statement-breakpoint
CREATE INDEX "outbox_user_id" ON "outbox" ("user_id");
