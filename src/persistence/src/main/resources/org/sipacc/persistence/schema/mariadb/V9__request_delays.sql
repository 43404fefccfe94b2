alter table call_rollups
  add column requested bigint default 0 not null,
  add column request_ms bigint default 0 not null,
  add column failed bigint default 0 not null,
  add column failed_ms bigint default 0 not null;
