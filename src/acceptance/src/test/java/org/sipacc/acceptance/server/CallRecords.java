package org.sipacc.acceptance.server;

import java.util.List;

/** What one call left behind, once all of it is stored. */
public record CallRecords(Row summary, List<Row> acc, List<Row> missed, List<Row> myAcc) {}
