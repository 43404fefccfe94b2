/** HTTP sessions that are part of a SIP application session (JSR 289, chapter 13). */
package org.sipacc.restcomm.converged;
