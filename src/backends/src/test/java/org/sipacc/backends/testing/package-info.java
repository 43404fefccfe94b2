/** Real brokers for tests, on loopback and in directories of their own. */
package org.sipacc.backends.testing;
