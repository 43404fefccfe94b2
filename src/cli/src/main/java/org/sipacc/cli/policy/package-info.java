/** {@code sipacc policy}: checks policies, and replaces the one in force. */
package org.sipacc.cli.policy;
