CREATE TABLE "activity" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid,
	"item_id" text NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"purpose" text NOT NULL,
	"topic" text,
	"institution_id" text,
	"link_session_id" text,
	"is_oauth" boolean,
	"exit_status" text,
	"view" text,
	"error_code" text,
	"by" text,
	"since_click_ms" integer
);
--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE cascade;
--> statement-breakpoint
CREATE INDEX "activity_at" ON "activity" ("at");
--> statement-breakpoint
CREATE INDEX "activity_user_id" ON "activity" ("user_id");
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "is_team" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "state_since" timestamp with time zone DEFAULT now() NOT NULL;
