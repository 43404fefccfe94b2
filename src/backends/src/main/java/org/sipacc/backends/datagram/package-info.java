/** Datagrams to UDP ports and to UNIX sockets, for the sinks that send them. */
package org.sipacc.backends.datagram;
