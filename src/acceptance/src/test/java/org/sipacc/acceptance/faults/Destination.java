package org.sipacc.acceptance.faults;

import java.util.Map;

/** Where records of calls arrive, and how to count them there. */
interface Destination {
  /** What it is, for the report. */
  String name();

  /** How many records each call has, by Call-ID. */
  Map<String, Integer> perCall();
}
