alter table calls add column callee_country varchar(2) default '' not null;
create index calls_country_idx on calls (callee_country, invited, call_uid);
