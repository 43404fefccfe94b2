create table call_rollups (
  grouped_by varchar(16) not null,
  period varchar(16) not null,
  group_key varchar(255) not null,
  entry_day char(10) not null,
  node integer not null,
  epoch integer not null,
  calls bigint not null,
  answered bigint not null,
  answered_ms bigint not null,
  redirected bigint not null,
  challenged bigint not null,
  reached_user bigint not null,
  effective bigint not null,
  ineffective bigint not null,
  delays varbinary(65535) not null,
  primary key (grouped_by, period, group_key, entry_day, node, epoch)
);
create index call_rollups_day_idx on call_rollups (entry_day, node, epoch, period);

create table rolled_days (
  entry_day char(10) not null,
  node integer not null,
  epoch integer not null,
  entries bigint not null,
  last_record_id varchar(32) not null,
  recounted bigint not null,
  left_out varchar(255) not null,
  version bigint not null,
  primary key (entry_day, node, epoch)
);

create index calls_record_idx on calls (record_id);
