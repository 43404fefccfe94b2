/** {@code sipacc db}: the database's tables. */
package org.sipacc.cli.db;
