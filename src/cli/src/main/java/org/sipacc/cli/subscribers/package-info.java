/** {@code sipacc subscribers}: who may call by digest, in the table that policies name. */
package org.sipacc.cli.subscribers;
