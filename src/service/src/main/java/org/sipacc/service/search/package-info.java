/** Searching the stored calls and records, as far as the asking role may see them. */
package org.sipacc.service.search;
