package org.sipacc.persistence.search;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresManyCallsIT extends ManyCallsCases {
  PostgresManyCallsIT() {
    super(DatabaseServers::postgresql);
  }

  @Override
  String[] manyCalls() {
    return new String[] {
      "insert into calls (call_uid, record_id, callid, from_tag, to_tag, from_uri, to_uri,"
          + " request_uri, source, user_agent, invited, answered, ended, outcome, code, reason,"
          + " ended_by, cause, evidence, policy_version)"
          + " select lpad(n::text, 26, '0'), n::text, 'call-' || n, 'f', 't',"
          + " 'sip:49100' || (n % 1000) || '@a.example', 'sip:1@b', 'sip:1@b', '', '',"
          + " timestamp '2026-03-01' + n * interval '1 second', null,"
          + " timestamp '2026-03-01' + (n + 60) * interval '1 second', 'FAILED', 486, '',"
          + " 'CALLEE', '', '', 'v1' from generate_series(1, "
          + CALLS
          + ") n",
      "analyze calls"
    };
  }

  @Override
  String lock() {
    return "lock table calls in access exclusive mode";
  }

  @Override
  String unlock() {
    return "commit";
  }
}
