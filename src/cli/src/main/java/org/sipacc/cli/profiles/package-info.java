/** {@code sipacc profiles}: the dialog profiles and their calls. */
package org.sipacc.cli.profiles;
