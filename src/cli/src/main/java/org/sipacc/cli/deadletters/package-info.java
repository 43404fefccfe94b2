/** {@code sipacc dead-letters}: the records that backends refused for good. */
package org.sipacc.cli.deadletters;
