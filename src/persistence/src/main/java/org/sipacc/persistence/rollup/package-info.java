/**
 * Sums of calls by hour and day, kept beside the calls, so that a report over a year need not read
 * them all.
 */
package org.sipacc.persistence.rollup;
