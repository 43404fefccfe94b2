/** What somebody looks for among the stored calls and records: filters, pages, masked numbers. */
package org.sipacc.accounting.search;
