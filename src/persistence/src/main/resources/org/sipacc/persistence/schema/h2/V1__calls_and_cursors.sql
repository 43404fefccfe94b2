create table if not exists version (
  table_name varchar(64) not null,
  table_version integer default 0 not null,
  constraint t_name_idx unique (table_name)
);

create table calls (
  call_uid char(26) not null primary key,
  record_id varchar(32) not null,
  callid varchar(255) not null,
  from_tag varchar(128) not null,
  to_tag varchar(128) not null,
  from_uri varchar(255) not null,
  to_uri varchar(255) not null,
  request_uri varchar(255) not null,
  source varchar(128) not null,
  user_agent varchar(255) not null,
  invited timestamp(3) not null,
  first_provisional timestamp(3) null,
  ringing timestamp(3) null,
  answered timestamp(3) null,
  ended timestamp(3) not null,
  outcome varchar(16) not null,
  code integer not null,
  reason varchar(128) not null,
  ended_by varchar(16) not null,
  cause varchar(64) not null,
  evidence varchar(64) not null,
  policy_version varchar(64) not null
);
create index calls_callid_idx on calls (callid);
create index calls_invited_idx on calls (invited, call_uid);

create table call_attempts (
  call_uid char(26) not null,
  attempt integer not null,
  target varchar(255) not null,
  started timestamp(3) not null,
  ended timestamp(3) null,
  code integer not null,
  reason varchar(128) not null,
  primary key (call_uid, attempt),
  constraint call_attempts_call_fk foreign key (call_uid) references calls (call_uid) on delete cascade
);

create table delivery_cursor (
  journal char(36) not null primary key,
  epoch integer not null,
  sequence bigint not null,
  updated timestamp(3) not null
);
