alter table calls
  add column caller varchar(255) collate "C" generated always as (
    coalesce(
      substring(from_uri from '^[A-Za-z]+:([^@:;]*)[^@]*@'),
      substring(from_uri from '^[Tt][Ee][Ll]:([^;]*)'),
      '')) stored,
  add column callee varchar(255) collate "C" generated always as (
    coalesce(
      substring(request_uri from '^[A-Za-z]+:([^@:;]*)[^@]*@'),
      substring(request_uri from '^[Tt][Ee][Ll]:([^;]*)'),
      '')) stored,
  add column duration_ms bigint generated always as (
    (extract(epoch from (ended - answered)) * 1000)::bigint) stored;
create index calls_caller_idx on calls (caller, invited, call_uid);
create index calls_callee_idx on calls (callee, invited, call_uid);
