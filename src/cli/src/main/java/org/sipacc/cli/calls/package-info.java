/** {@code sipacc calls} and {@code sipacc end}: the calls that are being set up or are up. */
package org.sipacc.cli.calls;
