/** {@code sipacc import}: a configuration out of an OpenSIPS script. */
package org.sipacc.cli.importer;
