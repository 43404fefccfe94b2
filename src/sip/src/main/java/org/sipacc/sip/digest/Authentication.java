package org.sipacc.sip.digest;

/**
 * What credentials of a request are checked against: {@code proxy_authorize(realm, table)}.
 *
 * @param realm of which the credentials must be
 * @param table in which the subscriber is looked for
 */
public record Authentication(Challenger challenger, String realm, String table) {}
