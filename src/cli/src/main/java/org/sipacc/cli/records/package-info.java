/** {@code sipacc records}: the last rows of a table, for people and for programs. */
package org.sipacc.cli.records;
