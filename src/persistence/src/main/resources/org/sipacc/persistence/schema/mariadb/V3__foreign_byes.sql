create table if not exists foreign_byes (
  record_id varchar(32) character set ascii collate ascii_bin not null primary key,
  callid varchar(4096) not null,
  caller_tag varchar(1024) not null,
  callee_tag varchar(1024) not null,
  ended datetime(3) not null,
  cause varchar(64) not null,
  seen_by integer not null,
  owner_node integer not null,
  settled datetime(3) null,
  index foreign_byes_owner_idx (owner_node, settled)
) engine=InnoDB default character set utf8mb4;
