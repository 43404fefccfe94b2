/** Finds call summaries and accounting rows by filters, in pages and in streams. */
package org.sipacc.persistence.search;
