/** {@code sipacc backends} and {@code sipacc ledger}: what became of the records. */
package org.sipacc.cli.backends;
