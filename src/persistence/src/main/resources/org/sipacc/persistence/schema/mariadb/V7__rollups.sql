create table call_rollups (
  grouped_by varchar(16) character set ascii collate ascii_bin not null,
  period varchar(16) character set ascii collate ascii_bin not null,
  group_key varchar(255) collate utf8mb4_bin not null,
  entry_day char(10) character set ascii collate ascii_bin not null,
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
  delays blob not null,
  primary key (grouped_by, period, group_key, entry_day, node, epoch),
  index call_rollups_day_idx (entry_day, node, epoch, period)
) engine=InnoDB default character set utf8mb4;

create table rolled_days (
  entry_day char(10) character set ascii collate ascii_bin not null,
  node integer not null,
  epoch integer not null,
  entries bigint not null,
  last_record_id varchar(32) character set ascii collate ascii_bin not null,
  recounted bigint not null,
  left_out varchar(255) not null,
  version bigint not null,
  primary key (entry_day, node, epoch)
) engine=InnoDB default character set utf8mb4;

alter table calls add index calls_record_idx (record_id);
