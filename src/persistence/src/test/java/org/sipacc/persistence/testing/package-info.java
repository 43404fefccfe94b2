/** Real databases for tests: servers of Debian's packages on loopback, and H2 in memory. */
package org.sipacc.persistence.testing;
