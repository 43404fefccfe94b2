/** {@code sipacc export}: the files that the server writes of its days. */
package org.sipacc.cli.export;
