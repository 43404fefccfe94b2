alter table calls
  add column callee_country varchar(2) character set ascii collate ascii_bin default '' not null,
  add index calls_country_idx (callee_country, invited, call_uid);
