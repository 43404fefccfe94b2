create table foreign_byes (
  record_id varchar(32) collate "C" not null primary key,
  callid varchar(4096) not null,
  caller_tag varchar(1024) not null,
  callee_tag varchar(1024) not null,
  ended timestamp(3) not null,
  cause varchar(64) not null,
  seen_by integer not null,
  owner_node integer not null,
  settled timestamp(3) null
);
create index foreign_byes_owner_idx on foreign_byes (owner_node, settled);
