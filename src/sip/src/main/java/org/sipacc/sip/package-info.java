/** The syntax that SIP headers share (RFC 3261 section 25.1). */
package org.sipacc.sip;
