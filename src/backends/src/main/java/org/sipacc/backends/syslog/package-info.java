/** The log backend: accounting lines to a syslog server. */
package org.sipacc.backends.syslog;
