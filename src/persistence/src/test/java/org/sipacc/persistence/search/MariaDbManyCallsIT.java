package org.sipacc.persistence.search;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbManyCallsIT extends ManyCallsCases {
  MariaDbManyCallsIT() {
    super(DatabaseServers::mariadb);
  }

  @Override
  String[] manyCalls() {
    return new String[] {
      "insert into calls (call_uid, record_id, callid, from_tag, to_tag, from_uri, to_uri,"
          + " request_uri, source, user_agent, invited, answered, ended, outcome, code, reason,"
          + " ended_by, cause, evidence, policy_version)"
          + " select lpad(seq, 26, '0'), seq, concat('call-', seq), 'f', 't',"
          + " concat('sip:49100', seq % 1000, '@a.example'), 'sip:1@b', 'sip:1@b', '', '',"
          + " timestampadd(second, seq, '2026-03-01'), null,"
          + " timestampadd(second, seq + 60, '2026-03-01'), 'FAILED', 486, '',"
          + " 'CALLEE', '', '', 'v1' from seq_1_to_"
          + CALLS,
      "analyze table calls"
    };
  }

  @Override
  String lock() {
    return "lock tables calls write";
  }

  @Override
  String unlock() {
    return "unlock tables";
  }
}
