alter table stored_totals add column removed datetime(3) null;
