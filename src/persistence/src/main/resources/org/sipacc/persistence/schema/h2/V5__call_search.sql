alter table calls add column caller varchar(255) generated always as (
  case
    when regexp_like(from_uri, '^[A-Za-z]+:[^@]*@') then
      regexp_replace(from_uri, '^[A-Za-z]+:([^@:;]*)[^@]*@.*$', '$1')
    when regexp_like(from_uri, '^[Tt][Ee][Ll]:') then
      regexp_replace(from_uri, '^[Tt][Ee][Ll]:([^;]*).*$', '$1')
    else ''
  end);
alter table calls add column callee varchar(255) generated always as (
  case
    when regexp_like(request_uri, '^[A-Za-z]+:[^@]*@') then
      regexp_replace(request_uri, '^[A-Za-z]+:([^@:;]*)[^@]*@.*$', '$1')
    when regexp_like(request_uri, '^[Tt][Ee][Ll]:') then
      regexp_replace(request_uri, '^[Tt][Ee][Ll]:([^;]*).*$', '$1')
    else ''
  end);
alter table calls add column duration_ms bigint generated always as (
  datediff('MILLISECOND', answered, ended));
create index calls_caller_idx on calls (caller, invited, call_uid);
create index calls_callee_idx on calls (callee, invited, call_uid);
