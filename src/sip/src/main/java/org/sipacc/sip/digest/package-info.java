/**
 * Digest authentication (RFC 7616, RFC 8760, RFC 3261 section 22), as OpenSIPS's modules {@code
 * auth} and {@code auth_db} do it: nonces, and credentials against what a table has of a
 * subscriber.
 */
package org.sipacc.sip.digest;
