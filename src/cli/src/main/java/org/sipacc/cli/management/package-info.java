/**
 * The way to a running server: its management interface, found and opened by its data directory.
 */
package org.sipacc.cli.management;
