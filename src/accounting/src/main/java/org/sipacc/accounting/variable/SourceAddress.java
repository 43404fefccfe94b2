package org.sipacc.accounting.variable;

/**
 * Where a message came from.
 *
 * @param ip the address without brackets, "" if the message was made here
 * @param transport in lower case: {@code udp}, {@code tcp}, {@code tls}, ...
 */
public record SourceAddress(String ip, int port, String transport) {}
