/** {@code sipacc compare}: a carrier's call records beside ours. */
package org.sipacc.cli.compare;
