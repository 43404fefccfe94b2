create table if not exists version (
  table_name varchar(64) not null,
  table_version int unsigned default 0 not null,
  constraint t_name_idx unique (table_name)
) engine=InnoDB default character set utf8mb4;

create table if not exists calls (
  call_uid char(26) character set ascii collate ascii_bin not null primary key,
  record_id varchar(32) character set ascii collate ascii_bin not null,
  callid varchar(255) not null,
  from_tag varchar(128) not null,
  to_tag varchar(128) not null,
  from_uri varchar(255) not null,
  to_uri varchar(255) not null,
  request_uri varchar(255) not null,
  source varchar(128) not null,
  user_agent varchar(255) not null,
  invited datetime(3) not null,
  first_provisional datetime(3) null,
  ringing datetime(3) null,
  answered datetime(3) null,
  ended datetime(3) not null,
  outcome varchar(16) not null,
  code integer not null,
  reason varchar(128) not null,
  ended_by varchar(16) not null,
  cause varchar(64) not null,
  evidence varchar(64) not null,
  policy_version varchar(64) not null,
  index calls_callid_idx (callid),
  index calls_invited_idx (invited, call_uid)
) engine=InnoDB default character set utf8mb4;

create table if not exists call_attempts (
  call_uid char(26) character set ascii collate ascii_bin not null,
  attempt integer not null,
  target varchar(255) not null,
  started datetime(3) not null,
  ended datetime(3) null,
  code integer not null,
  reason varchar(128) not null,
  primary key (call_uid, attempt),
  constraint call_attempts_call_fk foreign key (call_uid) references calls (call_uid) on delete cascade
) engine=InnoDB default character set utf8mb4;

create table if not exists delivery_cursor (
  journal char(36) character set ascii collate ascii_bin not null primary key,
  epoch integer not null,
  sequence bigint not null,
  updated datetime(3) not null
) engine=InnoDB default character set utf8mb4;
