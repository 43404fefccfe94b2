create table if not exists stored_totals (
  journal char(36) character set ascii collate ascii_bin not null,
  node integer not null,
  epoch integer not null,
  hour_utc char(13) character set ascii collate ascii_bin not null,
  stored_in varchar(64) not null,
  entries bigint not null,
  row_count bigint not null,
  first_sequence bigint not null,
  last_sequence bigint not null,
  sequence_sum bigint not null,
  primary key (journal, node, epoch, hour_utc, stored_in)
) engine=InnoDB default character set utf8mb4;
