/** The sinks that are not a database, a package each. */
package org.sipacc.backends;
