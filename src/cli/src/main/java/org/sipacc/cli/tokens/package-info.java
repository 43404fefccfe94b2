/** {@code sipacc tokens}: which programs may use the REST API. */
package org.sipacc.cli.tokens;
