ALTER TABLE "relink_mails" ADD COLUMN "refused_at" timestamp with time zone;
