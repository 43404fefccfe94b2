/** Accounting to RADIUS servers: RFC 2866, with the attributes of the acc module. */
package org.sipacc.backends.radius;
