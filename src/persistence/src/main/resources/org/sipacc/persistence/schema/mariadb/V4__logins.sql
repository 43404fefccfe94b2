create table if not exists sipacc_users (
  name varchar(64) character set utf8mb4 collate utf8mb4_bin not null primary key,
  role varchar(16) not null,
  state varchar(16) not null,
  password varchar(255) not null,
  created datetime(3) not null,
  password_changed datetime(3) not null
) engine=InnoDB default character set utf8mb4;

create table if not exists sipacc_tokens (
  id char(26) character set ascii collate ascii_bin not null primary key,
  name varchar(64) not null,
  role varchar(16) not null,
  hash char(64) character set ascii collate ascii_bin not null,
  created_by varchar(64) not null,
  created datetime(3) not null,
  expires datetime(3) not null,
  revoked datetime(3) null,
  constraint sipacc_tokens_hash_idx unique (hash)
) engine=InnoDB default character set utf8mb4;

create table if not exists sipacc_audit (
  id char(26) character set ascii collate ascii_bin not null primary key,
  happened datetime(3) not null,
  who varchar(64) not null,
  means varchar(16) not null,
  address varchar(64) not null,
  action varchar(32) not null,
  subject varchar(1024) not null,
  outcome varchar(64) not null
) engine=InnoDB default character set utf8mb4;
