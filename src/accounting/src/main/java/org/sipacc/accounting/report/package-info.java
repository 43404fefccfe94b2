/** Figures of many calls: ratios, durations, delays, each by its formula. */
package org.sipacc.accounting.report;
