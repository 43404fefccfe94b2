alter table stored_totals add column removed timestamp(3) null;
