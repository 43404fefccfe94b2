alter table calls
  add column caller varchar(255) character set utf8mb4 collate utf8mb4_bin generated always as (
    case
      when locate('@', from_uri) > 0 then
        substring_index(substring_index(
          substring_index(substring(from_uri, locate(':', from_uri) + 1), '@', 1), ':', 1), ';', 1)
      when lower(left(from_uri, 4)) = 'tel:' then substring_index(substring(from_uri, 5), ';', 1)
      else ''
    end) stored,
  add column callee varchar(255) character set utf8mb4 collate utf8mb4_bin generated always as (
    case
      when locate('@', request_uri) > 0 then
        substring_index(substring_index(
          substring_index(substring(request_uri, locate(':', request_uri) + 1), '@', 1), ':', 1), ';', 1)
      when lower(left(request_uri, 4)) = 'tel:' then substring_index(substring(request_uri, 5), ';', 1)
      else ''
    end) stored,
  add column duration_ms bigint generated always as (
    timestampdiff(microsecond, answered, ended) div 1000) stored,
  add index calls_caller_idx (caller, invited, call_uid),
  add index calls_callee_idx (callee, invited, call_uid);
