/** How results are printed: for people as tables, for programs as JSON. */
package org.sipacc.cli.output;
