create table sipacc_users (
  name varchar(64) collate "C" not null primary key,
  role varchar(16) not null,
  state varchar(16) not null,
  password varchar(255) not null,
  created timestamp(3) not null,
  password_changed timestamp(3) not null
);

create table sipacc_tokens (
  id char(26) collate "C" not null primary key,
  name varchar(64) not null,
  role varchar(16) not null,
  hash char(64) collate "C" not null,
  created_by varchar(64) not null,
  created timestamp(3) not null,
  expires timestamp(3) not null,
  revoked timestamp(3) null,
  constraint sipacc_tokens_hash_idx unique (hash)
);

create table sipacc_audit (
  id char(26) collate "C" not null primary key,
  happened timestamp(3) not null,
  who varchar(64) not null,
  means varchar(16) not null,
  address varchar(64) not null,
  action varchar(32) not null,
  subject varchar(1024) not null,
  outcome varchar(64) not null
);
