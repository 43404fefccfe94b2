/**
 * The persistence unit, described in code: it opens the same way in every container and in plain
 * Java, and takes its names of tables and columns from the configuration.
 */
package org.sipacc.persistence.unit;
