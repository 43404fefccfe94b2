/**
 * The operator's management interface: JSON over HTTP under {@code /api}, for this machine only and
 * for who can read the secret in the data directory. {@code bin/sipacc} is its client.
 */
package org.sipacc.console.api;
