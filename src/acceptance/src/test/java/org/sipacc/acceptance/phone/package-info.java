/**
 * SIP phones for tests: small user agents of RFC 3261 that do exactly what the script says, right
 * or wrong, over UDP or TCP on the loopback interface.
 *
 * <p>A script reads like the call flow it plays. Every wait is bounded, and a failed one shows the
 * flow so far as a ladder.
 */
package org.sipacc.acceptance.phone;
