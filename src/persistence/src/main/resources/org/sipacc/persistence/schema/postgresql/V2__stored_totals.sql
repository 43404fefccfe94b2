create table stored_totals (
  journal char(36) collate "C" not null,
  node integer not null,
  epoch integer not null,
  hour_utc char(13) collate "C" not null,
  stored_in varchar(64) not null,
  entries bigint not null,
  row_count bigint not null,
  first_sequence bigint not null,
  last_sequence bigint not null,
  sequence_sum bigint not null,
  primary key (journal, node, epoch, hour_utc, stored_in)
);
