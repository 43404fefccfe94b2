package org.sipacc.backends.syslog;

import org.sipacc.accounting.TimeOrderedId;

/**
 * A line as it is sent.
 *
 * @param record the id of the record that it tells
 * @param bytes to be left as they are
 */
record SyslogPacket(TimeOrderedId record, @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}
